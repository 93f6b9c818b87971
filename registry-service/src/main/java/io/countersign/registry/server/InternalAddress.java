package io.countersign.registry.server;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Addresses that are not on the public internet (RFC 6890). */
final class InternalAddress {
    private InternalAddress() {
    }

    static boolean is(InetAddress address) {
        return address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || (address instanceof Inet6Address ? special6(address.getAddress()) : special4(address.getAddress()));
    }

    /** 0/8, 100.64/10, 192.0.0/24, 198.18/15, 240/4. */
    private static boolean special4(byte[] bytes) {
        var first = bytes[0] & 0xff;
        var second = bytes[1] & 0xff;
        var third = bytes[2] & 0xff;
        return first == 0 || (first == 100 && second >= 64 && second < 128) || (first == 192 && second == 0 && third == 0)
                || (first == 198 && (second == 18 || second == 19)) || first >= 240;
    }

    /** fc00::/7 unique local, 64:ff9b::/32 translations into IPv4, 2002::/16 tunnels into it. */
    private static boolean special6(byte[] bytes) {
        var first = bytes[0] & 0xff;
        var second = bytes[1] & 0xff;
        return (first & 0xfe) == 0xfc || (first == 0 && second == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b)
                || (first == 0x20 && second == 0x02);
    }
}
