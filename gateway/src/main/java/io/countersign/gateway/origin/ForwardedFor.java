package io.countersign.gateway.origin;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/**
 * The hops that proxies wrote down, in the order of the way: {@code Forwarded} (RFC 7239) and {@code X-Forwarded-For}. A hop that names no
 * address ({@code unknown}, {@code _hidden}, nonsense) is empty; no name is ever looked up.
 */
final class ForwardedFor {
    private static final Pattern ELEMENT = Pattern.compile("(?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\",])+");
    private static final Pattern FOR = Pattern.compile("(?:^|;)\\s*for\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\"\\s]*))\\s*(?=;|$)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)](?::\\d{1,5})?");
    private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+):\\d{1,5}");
    private static final IPAddressStringParameters ONE_ADDRESS = new IPAddressStringParameters.Builder().allowAll(false).allowEmpty(false)
            .allowPrefix(false).allowMask(false).allowSingleSegment(false).allowWildcardedSeparator(false).allow_inet_aton(false)
            .setRangeOptions(RangeParameters.NO_RANGE).toParams();

    private ForwardedFor() {
    }

    static List<Optional<InetAddress>> forwarded(HttpHeaders headers) {
        var hops = new ArrayList<Optional<InetAddress>>();
        for (var element : elements(headers, "Forwarded")) {
            var found = FOR.matcher(element.strip());
            hops.add(found.find() ? address(found.group(1) == null ? found.group(2) : found.group(1)) : Optional.empty());
        }
        return hops;
    }

    static List<Optional<InetAddress>> xForwardedFor(HttpHeaders headers) {
        return elements(headers, "X-Forwarded-For").stream().map(element -> address(element.strip())).toList();
    }

    private static List<String> elements(HttpHeaders headers, String name) {
        List<String> lines = headers.getOrEmpty(name);
        return lines.stream().flatMap(line -> ELEMENT.matcher(line).results().map(found -> found.group())).toList();
    }

    private static Optional<InetAddress> address(String written) {
        var bracketed = BRACKETED.matcher(written);
        var withPort = WITH_PORT.matcher(written);
        var bare = bracketed.matches() ? bracketed.group(1) : withPort.matches() ? withPort.group(1) : written;
        try {
            return Optional.of(new IPAddressString(bare, ONE_ADDRESS).toAddress().toInetAddress());
        } catch (AddressStringException | IncompatibleAddressException none) {
            return Optional.empty();
        }
    }
}
