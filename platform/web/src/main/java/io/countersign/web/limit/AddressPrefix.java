package io.countersign.web.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Whom an address stands for: of IPv6 the first 64 bits, since a subscriber has all that begin so (RFC 6177). */
public final class AddressPrefix {
    private static final int IPV6 = 8;

    private AddressPrefix() {
    }

    /** @param address in its literal form; all that are not are one */
    public static String of(String address) {
        try {
            var read = InetAddress.ofLiteral(address);
            return HexFormat.of().formatHex(read instanceof Inet6Address ? Arrays.copyOf(read.getAddress(), IPV6) : read.getAddress());
        } catch (IllegalArgumentException unreadable) {
            return "";
        }
    }
}
