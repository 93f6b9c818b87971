package io.countersign.gateway.mcp;

import io.netty.resolver.AddressResolver;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;

/** Looks names up without holding on to a thread. */
@FunctionalInterface
interface UpstreamNameResolver {
    /** @return one that is at home on this event loop */
    AddressResolver<InetSocketAddress> on(EventExecutor loop);
}
