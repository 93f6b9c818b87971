package io.countersign.registry.client.document;

import io.countersign.registry.client.metadata.MetadataRefused;
import io.countersign.web.outbound.FetchFailed;
import io.countersign.web.outbound.Fetched;
import io.countersign.web.outbound.OutboundFetcher;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Fetches JSON that a client publishes, under the one outbound guard (CIMD-11, CIMD-12, CIMD-26, CIMD-29). */
@Component
class ClientDocumentFetcher {
    private static final Pattern JSON = Pattern.compile("(?i)application/(?:[a-z0-9!#$&^_.+-]+\\+)?json\\s*(?:;.*)?");
    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final Set<Integer> GONE = Set.of(404, 410);
    private static final Set<Integer> PASSING = Set.of(403, 429);

    private final OutboundFetcher outbound;

    ClientDocumentFetcher(OutboundFetcher outbound) {
        this.outbound = outbound;
    }

    boolean fetches(URI address) {
        return outbound.fetches(address);
    }

    /**
     * @param most bytes
     * @throws Unreachable     when it may be there again later
     * @throws Gone            when its host says that there is none
     * @throws MetadataRefused when what is there cannot be used
     */
    Fetched json(URI address, int most) {
        var fetched = fetched(address, most);
        var status = fetched.status();
        if (GONE.contains(status)) {
            throw new Gone(address.getHost() + " answers " + status + ": there is no such document.");
        }
        if (PASSING.contains(status) || status >= HttpStatus.INTERNAL_SERVER_ERROR.value()) {
            throw new Unreachable(address.getHost() + " answers " + status + ".");
        }
        if (status != HttpStatus.OK.value()) {
            throw MetadataRefused.because(address.getHost() + " answers " + status + ", and only 200 counts.");
        }
        if (!JSON.matcher(fetched.header("content-type").orElse("")).matches()) {
            throw MetadataRefused.because(address.getHost() + " does not send it as application/json.");
        }
        return fetched;
    }

    private Fetched fetched(URI address, int most) {
        try {
            return outbound.get(address, "application/json", DataSize.ofBytes(most), WITHIN);
        } catch (FetchFailed failed) {
            var host = address.getHost();
            throw switch (failed.reason()) {
                case UNREACHABLE -> new Unreachable(host + " cannot be reached.");
                case TOO_SLOW -> new Unreachable(host + " does not answer in time.");
                case ADDRESS, REFUSED -> MetadataRefused.because(host + " is not an address of the public internet.");
                case REDIRECT -> MetadataRefused.because(host + " answers with a redirect, which is not followed.");
                case TOO_LARGE -> MetadataRefused.because("It is larger than " + most + " bytes.");
            };
        }
    }

    /** It could not be fetched now. */
    static final class Unreachable extends RuntimeException {
        Unreachable(String what) {
            super(what, null, false, false);
        }

        String what() {
            return String.valueOf(getMessage());
        }
    }

    /** There is none any more. */
    static final class Gone extends RuntimeException {
        Gone(String what) {
            super(what, null, false, false);
        }

        String what() {
            return String.valueOf(getMessage());
        }
    }
}
