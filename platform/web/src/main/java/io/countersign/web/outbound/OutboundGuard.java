package io.countersign.web.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Judges every address that people or documents give, before anything connects there (server-side request forgery). Whoever connects does
 * so to the addresses that were judged and resolves nothing a second time: a name may stand for another address by then (DNS rebinding).
 * A name with one address that is refused is refused.
 */
public final class OutboundGuard implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LOOKUPS = 8;
    private static final int WAITING = 64;

    private final CallableAddresses open;
    private final Supplier<Set<Integer>> refusedPorts;
    private final Names names;
    private final ThreadPoolExecutor lookups;

    /** @param refusedPorts asked at every judgement, since a port of the process itself is known only once it listens */
    public OutboundGuard(Collection<String> allowedRanges, Supplier<Set<Integer>> refusedPorts, Names names) {
        this.open = new CallableAddresses(AddressRanges.of(allowedRanges));
        this.refusedPorts = refusedPorts;
        this.names = names;
        // threads of the platform: the JDK's lookup would hold on to the few carriers of virtual ones for as long as a name server likes
        this.lookups = new ThreadPoolExecutor(LOOKUPS, LOOKUPS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("outbound-names-", 0).factory());
        lookups.allowCoreThreadTimeOut(true);
    }

    /**
     * Every address of a host (a name or a literal), all of them judged.
     *
     * @throws OutboundRefused      when the port or one of the addresses is not open
     * @throws UnknownHostException when there are none, or not in time
     */
    public List<InetSocketAddress> resolve(String host, int port) throws OutboundRefused, UnknownHostException {
        requirePort(port);
        var addresses = new ArrayList<InetSocketAddress>();
        for (var address : lookUp(host)) {
            addresses.add(new InetSocketAddress(address, port));
        }
        require(addresses);
        return List.copyOf(addresses);
    }

    /** @throws OutboundRefused unless the port and all of these addresses are open */
    public void require(Collection<InetSocketAddress> resolved) throws OutboundRefused {
        for (var each : resolved) {
            requirePort(each.getPort());
            if (each.isUnresolved() || !open.open(each.getAddress())) {
                throw new OutboundRefused("The host's address");
            }
        }
    }

    private void requirePort(int port) throws OutboundRefused {
        if (port < 1 || refusedPorts.get().contains(port)) {
            throw new OutboundRefused("The port");
        }
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        try {
            return lookups.submit(() -> names.addresses(host)).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException unknown) {
            throw unknown(host, unknown.getCause() == null ? unknown : unknown.getCause());
        } catch (TimeoutException | RejectedExecutionException late) {
            throw unknown(host, late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unknown(host, stopped);
        }
    }

    private static UnknownHostException unknown(String host, Throwable cause) {
        var unknown = new UnknownHostException(host);
        unknown.initCause(cause);
        return unknown;
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }

    /** How a name is looked up. */
    @FunctionalInterface
    public interface Names {
        /** @throws UnknownHostException when there is no address */
        InetAddress[] addresses(String host) throws UnknownHostException;
    }
}
