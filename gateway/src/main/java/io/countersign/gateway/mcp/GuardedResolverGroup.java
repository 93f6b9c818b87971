package io.countersign.gateway.mcp;

import io.countersign.web.outbound.OutboundGuard;
import io.countersign.web.outbound.OutboundRefused;
import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Where connections towards MCP servers may go: every address is judged here, at each connection, and it is the judged one that is
 * connected to. A literal address counts as not resolved yet, or it would be connected to without coming by.
 */
@Component
class GuardedResolverGroup extends AddressResolverGroup<InetSocketAddress> {
    private final UpstreamNameResolver names;
    private final OutboundGuard guard;

    GuardedResolverGroup(UpstreamNameResolver names, OutboundGuard guard) {
        this.names = names;
        this.guard = guard;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new GuardedResolver(executor, names.on(executor), guard);
    }

    private static final class GuardedResolver extends AbstractAddressResolver<InetSocketAddress> {
        private final AddressResolver<InetSocketAddress> names;
        private final OutboundGuard guard;

        GuardedResolver(EventExecutor executor, AddressResolver<InetSocketAddress> names, OutboundGuard guard) {
            super(executor, InetSocketAddress.class);
            this.names = names;
            this.guard = guard;
        }

        @Override
        protected boolean doIsResolved(InetSocketAddress address) {
            return false;
        }

        @Override
        protected void doResolve(InetSocketAddress asked, Promise<InetSocketAddress> answer) {
            resolveAll(asked).addListener((Future<List<InetSocketAddress>> all) -> {
                if (all.isSuccess()) {
                    answer.trySuccess(all.getNow().getFirst());
                } else {
                    answer.tryFailure(all.cause());
                }
            });
        }

        @Override
        protected void doResolveAll(InetSocketAddress asked, Promise<List<InetSocketAddress>> answer) {
            names.resolveAll(asked).addListener((Future<List<InetSocketAddress>> all) -> {
                if (all.isSuccess()) {
                    judge(all.getNow(), answer);
                } else {
                    answer.tryFailure(all.cause());
                }
            });
        }

        private void judge(List<InetSocketAddress> all, Promise<List<InetSocketAddress>> answer) {
            try {
                guard.require(all);
                answer.trySuccess(all);
            } catch (OutboundRefused refused) {
                answer.tryFailure(refused);
            }
        }
    }
}
