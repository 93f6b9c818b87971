package io.countersign.sample;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/**
 * A sample MCP server: streamable HTTP at {@code http://127.0.0.1:<port>/mcp}. It knows nothing of OAuth; who called it learns from the
 * gateway's transaction token.
 */
public final class SampleServer implements AutoCloseable {
    static final String TRANSACTION_TOKEN = "Txn-Token";

    /** Held here because a logger that nobody holds forgets its level. */
    private static final Logger CONTAINER = Logger.getLogger("org.apache");

    private final Tomcat tomcat;
    private final McpAsyncServer mcp;

    private SampleServer(Tomcat tomcat, McpAsyncServer mcp) {
        this.tomcat = tomcat;
        this.mcp = mcp;
    }

    public static void main(String... arguments) {
        var server = start(arguments);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        server.tomcat.getServer().await();
    }

    /** Starts with the options of {@link #main}; returns when the port is open. */
    public static SampleServer start(String... arguments) {
        CONTAINER.setLevel(Level.SEVERE);
        var options = Options.of(arguments);
        var tomcat = listeningOn(options.port());
        var transport = HttpServletStreamableServerTransportProvider.builder().mcpEndpoint("/mcp").contextExtractor(SampleServer::caller)
                .build();
        var context = tomcat.addContext("", null);
        var servlet = Tomcat.addServlet(context, "mcp", transport);
        servlet.setAsyncSupported(true);
        context.addServletMappingDecoded("/mcp", "mcp");
        try {
            tomcat.start();
        } catch (LifecycleException failed) {
            throw new IllegalStateException("The sample server cannot listen on 127.0.0.1:" + options.port(), failed);
        }
        var audience = options.audience().orElseGet(() -> url(tomcat).toString());
        var tools = new SampleTools(TransactionTokens.of(options.gatewayJwks(), options.issuer(), audience));
        return new SampleServer(tomcat, McpServer.async(transport).serverInfo("countersign-sample", "1.0.0")
                .capabilities(ServerCapabilities.builder().tools(false).logging().build()).tools(tools.all()).build());
    }

    /** The MCP endpoint. */
    public URI url() {
        return url(tomcat);
    }

    @Override
    public void close() {
        mcp.close();
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException failed) {
            throw new IllegalStateException("The sample server did not stop", failed);
        }
    }

    private static Tomcat listeningOn(int port) {
        try {
            var tomcat = new Tomcat();
            tomcat.setBaseDir(Files.createTempDirectory("sample-server").toString());
            tomcat.setPort(port);
            tomcat.getConnector().setProperty("address", "127.0.0.1");
            tomcat.getConnector().setThrowOnFailure(true);
            return tomcat;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static URI url(Tomcat tomcat) {
        return URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/mcp");
    }

    private static McpTransportContext caller(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(TRANSACTION_TOKEN)).map(token -> Map.<String, Object>of(TRANSACTION_TOKEN, token))
                .map(McpTransportContext::create).orElse(McpTransportContext.EMPTY);
    }
}
