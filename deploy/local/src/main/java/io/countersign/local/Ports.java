package io.countersign.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/** Which loopback port each part listens on, counted from one base. Management endpoints are 20 above. */
record Ports(int base) {
    private static final int MANAGEMENT = 20;
    private static final int HIGHEST = 65_535 - MANAGEMENT - 10;

    public Ports {
        if (base < 1024 || base > HIGHEST) {
            throw new CannotStart("The port base must be between 1024 and " + HIGHEST + ", not " + base + ".");
        }
    }

    int of(String part) {
        return base + switch (part) {
            case "gateway" -> 0;
            case "registry-service" -> 1;
            case "consent-service" -> 2;
            case "token-service" -> 3;
            case "audit-service" -> 4;
            case "sample-server" -> 5;
            case "keycloak" -> 6;
            case "kafka" -> 7;
            case "kafka-controller" -> 8;
            case "mongodb" -> 9;
            default -> throw new IllegalArgumentException("No port is set aside for " + part);
        };
    }

    int management(String service) {
        return of(service) + MANAGEMENT;
    }

    /** All that the platform itself may listen on, management included; the sample server is not of it. */
    IntStream ofThePlatform() {
        return IntStream.rangeClosed(base, of("mongodb")).filter(port -> port != of("sample-server"))
                .flatMap(port -> IntStream.of(port, port + MANAGEMENT));
    }

    String url(String part) {
        return "http://127.0.0.1:" + of(part);
    }

    /** @throws CannotStart naming the first port of the part that somebody else listens on */
    void requireFree(String part, int... ports) {
        for (var port : ports) {
            try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                probe.setReuseAddress(true);
            } catch (IOException _) {
                throw new CannotStart(
                        "Port %d, which %s needs, is taken by another program. Stop it or choose other ports with --port-base."
                                .formatted(port, part));
            }
        }
    }
}
