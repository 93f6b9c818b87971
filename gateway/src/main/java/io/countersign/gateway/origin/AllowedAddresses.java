package io.countersign.gateway.origin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.web.outbound.AddressRanges;
import io.countersign.web.problem.Problem;
import java.net.InetAddress;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Whether an organization is reached from an address (MG-18). Where the address is not known, only one that is reached from everywhere. */
@Component
public class AllowedAddresses {
    /** Of the refusal. */
    public static final String CODE = "ip_not_allowed";
    /** In public words. */
    public static final String DETAIL = "This organization is not reached from the address that you call from.";
    private static final int REMEMBERED = 1_000;
    private final Cache<List<String>, AddressRanges> ranges = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** What whoever calls from elsewhere is told. */
    public static Problem refused() {
        return new Problem(HttpStatus.FORBIDDEN, CODE, DETAIL);
    }

    /** @param blocks as the organization's owners set them; none for all */
    public boolean allow(List<String> blocks, InetAddress address) {
        return blocks.isEmpty() || ranges.get(blocks, AddressRanges::of).contain(address);
    }

    /** The same of the request in hand. */
    public boolean allow(List<String> blocks, ServerWebExchange exchange) {
        return blocks.isEmpty() || ClientAddress.of(exchange).filter(address -> allow(blocks, InetAddress.ofLiteral(address))).isPresent();
    }
}
