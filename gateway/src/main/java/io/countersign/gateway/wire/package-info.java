/** What the gateway demands of HTTP/1.1 connections, its clients' and its own, beyond what Reactor Netty does. */
@NullMarked
package io.countersign.gateway.wire;

import org.jspecify.annotations.NullMarked;
