package io.countersign.web.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6890 and IANA's registries of special-purpose addresses. */
class CallableAddressesTest {
    private final CallableAddresses internet = new CallableAddresses(AddressRanges.of(List.of()));
    private final CallableAddresses local = new CallableAddresses(
            AddressRanges.of(List.of("127.0.0.0/8", "::1/128", "10.1.0.0/16", "fd00:1::/32")));

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "1.1.1.1", "172.15.255.255", "172.32.0.0", "100.63.255.255", "100.128.0.0", "192.0.1.1",
            "198.17.255.255", "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::200e", "64:ff9b::5db8:d822"})
    void thePublicInternetIsOpen(String address) throws UnknownHostException {
        assertThat(internet.open(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255",
            "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
            "::", "::1", "::127.0.0.1", "::a00:1", "fe80::1", "febf::1", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "ff0e::1",
            "100::1", "2001::1", "2001:10::1", "2001:db8::1", "3fff::1", "5f00::1", "4000::1",
            "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::1", "2002:5db8:d822::1"})
    void whatIsForSpecialPurposesIsNot(String address) throws UnknownHostException {
        assertThat(internet.open(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void anIpv4AddressInTheClothesOfAnIpv6OneIsTheIpv4Address() throws UnknownHostException {
        assertThat(internet.open(mapped(127, 0, 0, 1))).isFalse();
        assertThat(internet.open(mapped(93, 184, 216, 34))).isTrue();
        assertThat(local.open(mapped(127, 0, 0, 1))).isTrue();
    }

    /** Java makes an {@code Inet4Address} of it almost everywhere, but not here. */
    private static InetAddress mapped(int... ipv4) throws UnknownHostException {
        var bytes = new byte[16];
        bytes[10] = bytes[11] = (byte) 0xff;
        for (var n = 0; n < 4; n++) {
            bytes[12 + n] = (byte) ipv4[n];
        }
        var address = Inet6Address.getByAddress(null, bytes, 0);
        assertThat(address).isInstanceOf(Inet6Address.class);
        return address;
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "10.1.255.255", "fd00:1::5", "64:ff9b::a01:1", "93.184.216.34"})
    void aRangeIsOpenedByItsName(String address) throws UnknownHostException {
        assertThat(local.open(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.2.0.1", "fd00:2::5", "64:ff9b::a02:1", "2002:7f00:1::1", "169.254.169.254", "::127.0.0.1"})
    void andNothingBesideIt(String address) throws UnknownHostException {
        assertThat(local.open(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void aWayOnToIpv4IsOpenOnlyWhereTheIpv4AddressIs() throws UnknownHostException {
        var tunnels = new CallableAddresses(AddressRanges.of(List.of("2002::/16", "::/96")));
        assertThat(tunnels.open(InetAddress.getByName("2002:5db8:d822::1"))).isTrue();
        assertThat(tunnels.open(InetAddress.getByName("2002:7f00:1::1"))).isFalse();
        assertThat(tunnels.open(InetAddress.getByName("::a00:1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.1/8", "10.0.0.0/33", "fd00::/129", "10", "10.*.*.*", "127.1", "localhost", "10.0.0.0/255.0.0.0",
            "*",
            "10.0.0.0-10.0.0.9"})
    void whatIsNoRangeStopsTheStart(String text) {
        assertThatThrownBy(() -> AddressRanges.of(List.of("10.0.0.0/8", text))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Not a range of addresses (CIDR)");
    }
}
