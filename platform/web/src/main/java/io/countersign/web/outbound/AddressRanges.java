package io.countersign.web.outbound;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;

/** A set of address ranges, written as CIDR blocks (RFC 4632, RFC 4291 section 2.3) or single addresses. */
public final class AddressRanges {
    private static final IPAddressGenerator ADDRESSES = new IPAddressGenerator();
    private static final IPAddressStringParameters PLAIN = new IPAddressStringParameters.Builder().allowAll(false).allowEmpty(false)
            .allowMask(false).allowPrefixOnly(false).allowSingleSegment(false).allowWildcardedSeparator(false).allow_inet_aton(false)
            .setRangeOptions(RangeParameters.NO_RANGE).toParams();

    private final List<IPAddress> blocks;

    private AddressRanges(List<IPAddress> blocks) {
        this.blocks = blocks;
    }

    /** @throws IllegalArgumentException naming the first text that is no range; one with bits behind its prefix is none */
    public static AddressRanges of(Collection<String> cidrs) {
        return new AddressRanges(cidrs.stream().map(AddressRanges::block).toList());
    }

    private static IPAddress block(String cidr) {
        try {
            var block = new IPAddressString(cidr.strip(), PLAIN).toAddress();
            if (!block.isPrefixed() || block.isPrefixBlock()) {
                return block;
            }
        } catch (AddressStringException | IncompatibleAddressException notOne) {
            throw new IllegalArgumentException("Not a range of addresses (CIDR): " + cidr, notOne);
        }
        throw new IllegalArgumentException("Not a range of addresses (CIDR), it has bits behind its prefix: " + cidr);
    }

    public boolean contain(InetAddress address) {
        return contain(ip(address));
    }

    boolean contain(IPAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    /** An IPv4 address in the clothes of an IPv6 one (RFC 4291, section 2.5.5.2) is the IPv4 address; a zone is left out. */
    static IPAddress ip(InetAddress address) {
        var ip = ADDRESSES.from(address.getAddress());
        return ip.isIPv6() && ip.toIPv6().isIPv4Mapped() ? ip.toIPv6().getEmbeddedIPv4Address() : ip;
    }
}
