package io.countersign.web.outbound;

import inet.ipaddr.IPAddress;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses may be called: those of the public internet, as IANA's registries of special-purpose addresses (RFC 6890) leave it over,
 * and the ranges that the configuration opens. An IPv6 address that leads on to an IPv4 one is open only where that one is.
 */
final class CallableAddresses {
    private static final AddressRanges SPECIAL_4 = AddressRanges.of(List.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
            "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"));
    /** All that is handed out of IPv6; loopback, unique local, link local and multicast lie outside. */
    private static final AddressRanges UNICAST_6 = AddressRanges.of(List.of("2000::/3"));
    private static final AddressRanges SPECIAL_6 = AddressRanges.of(List.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"));

    private final AddressRanges opened;

    CallableAddresses(AddressRanges opened) {
        this.opened = opened;
    }

    boolean open(InetAddress address) {
        return open(AddressRanges.ip(address));
    }

    private boolean open(IPAddress address) {
        return address.isIPv4() ? open4(address.toIPv4()) : open6(address.toIPv6());
    }

    private boolean open4(IPv4Address address) {
        return opened.contain(address) || !SPECIAL_4.contain(address);
    }

    private boolean open6(IPv6Address address) {
        return embedded(address).map(this::open4).orElse(true) && (address.isWellKnownIPv4Translatable() || opened.contain(address)
                || (UNICAST_6.contain(address) && !SPECIAL_6.contain(address)));
    }

    /** NAT64's well-known prefix (RFC 6052), 6to4 (RFC 3056), and IPv4-compatible addresses (RFC 4291, section 2.5.5.1). */
    private static Optional<IPv4Address> embedded(IPv6Address address) {
        if (address.is6To4()) {
            return Optional.of(address.get6To4IPv4Address());
        }
        return address.isWellKnownIPv4Translatable() || (address.isIPv4Compatible() && !address.isLoopback() && !address.isAnyLocal())
                ? Optional.of(address.getEmbeddedIPv4Address())
                : Optional.empty();
    }
}
