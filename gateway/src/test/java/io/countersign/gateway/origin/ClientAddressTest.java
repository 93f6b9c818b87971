package io.countersign.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class ClientAddressTest {
    private static final String PROXY = "10.0.0.1";
    private final ClientAddress addresses = new ClientAddress(new TrustedProxies(List.of("10.0.0.0/24", "2001:db8:1::/48")));

    private String of(String peer, String... headers) {
        var sent = new HttpHeaders();
        for (var n = 0; n < headers.length; n += 2) {
            sent.add(headers[n], headers[n + 1]);
        }
        try {
            return addresses.of(InetAddress.getByName(peer), sent).getHostAddress();
        } catch (UnknownHostException noLiteral) {
            throw new IllegalArgumentException(noLiteral);
        }
    }

    @Test
    void aPeerThatIsNoTrustedProxyIsTheClientWhateverItSays() {
        assertThat(of("198.51.100.7", "X-Forwarded-For", "203.0.113.9", "Forwarded", "for=203.0.113.9")).isEqualTo("198.51.100.7");
        assertThat(new ClientAddress(new TrustedProxies(List.of())).of(InetAddress.getLoopbackAddress(), new HttpHeaders()))
                .isEqualTo(InetAddress.getLoopbackAddress());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"203.0.113.9|203.0.113.9", "1.2.3.4, 203.0.113.9|203.0.113.9",
            "203.0.113.9, 10.0.0.7|203.0.113.9", "1.2.3.4, 203.0.113.9, 10.0.0.7, 10.0.0.8|203.0.113.9", "10.0.0.9, 10.0.0.7|10.0.0.9",
            "203.0.113.9:4711|203.0.113.9", "[2001:db8:2::1]:443|2001:db8:2:0:0:0:0:1", "2001:db8:2::1|2001:db8:2:0:0:0:0:1",
            "203.0.113.9, 2001:db8:1::7|203.0.113.9"})
    void theFirstHopFromTheRightThatIsNotTrustedIsTheClient(String header, String client) {
        assertThat(of(PROXY, "X-Forwarded-For", header)).isEqualTo(client);
    }

    // RFC 7239, sections 4 and 6
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {"for=203.0.113.9|203.0.113.9",
            "For=\"[2001:db8:cafe::17]:4711\"|2001:db8:cafe:0:0:0:0:17", "for=192.0.2.60;proto=http;by=203.0.113.43|192.0.2.60",
            "for=1.2.3.4, for=198.51.100.17|198.51.100.17", "proto=https;for=\"192.0.2.43:80\", for=10.0.0.7|192.0.2.43",
            "for=1.2.3.4;host=\"a,for=5.6.7.8\", for=10.0.0.7|1.2.3.4"})
    void theStandardHeaderSaysTheSame(String header, String client) {
        assertThat(of(PROXY, "Forwarded", header)).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "_hidden", "", "localhost", "2130706433", "0x7f.1", "10", "*", "1.2.3.4/8", "203.0.113.9 10.0.0.7"})
    void aHopThatNamesNoAddressEndsTheWayAtTheLastOneThatDoes(String hop) {
        assertThat(of(PROXY, "X-Forwarded-For", hop)).isEqualTo(PROXY);
        assertThat(of(PROXY, "X-Forwarded-For", "203.0.113.9, " + hop + " , 10.0.0.7")).isIn("10.0.0.7", "203.0.113.9");
        assertThat(of(PROXY, "Forwarded", "for=203.0.113.9, for=\"" + hop + "\", for=10.0.0.7")).isEqualTo("10.0.0.7");
    }

    @Test
    void headersInSeveralLinesAreOneList() {
        assertThat(of(PROXY, "X-Forwarded-For", "1.2.3.4", "X-Forwarded-For", "203.0.113.9, 10.0.0.7")).isEqualTo("203.0.113.9");
    }

    @Test
    void twoHeadersThatTellTwoStoriesTellNone() {
        assertThat(of(PROXY, "X-Forwarded-For", "203.0.113.9", "Forwarded", "for=203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(of(PROXY, "X-Forwarded-For", "203.0.113.9", "Forwarded", "for=1.2.3.4")).isEqualTo(PROXY);
    }
}
