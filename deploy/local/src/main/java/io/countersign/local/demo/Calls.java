package io.countersign.local.demo;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The machine client at work, on the official MCP Java SDK. */
final class Calls {
    private Calls() {
    }

    static void through(String resource, String token, StepReporter reporter) {
        var progress = new AtomicInteger();
        try (var client = client(resource, token, progress)) {
            var hello = client.initialize();
            reporter.fact("initialized", hello.serverInfo().name() + ", protocol " + hello.protocolVersion());
            reporter.fact("tools", client.listTools().tools().stream().map(Tool::name).toList());
            reporter.fact("echo", text(client.callTool(CallToolRequest.builder("echo").arguments(Map.of("text", "hello")).build())));
            reporter.fact("whoami", text(client.callTool(CallToolRequest.builder("whoami").arguments(Map.of()).build())));
            client.callTool(CallToolRequest.builder("slow_stream").arguments(Map.of("steps", 4, "intervalMillis", 250))
                    .progressToken("demonstration").build());
            DemonstrationFailed.unless(progress.get() > 0, "The streaming tool sent no progress");
            reporter.figure("progress notifications streamed", progress.get(), "notifications");
        }
    }

    private static McpSyncClient client(String resource, String token, AtomicInteger progress) {
        var uri = URI.create(resource);
        var transport = HttpClientStreamableHttpTransport.builder(uri.resolve("/").toString()).endpoint(uri.getPath())
                .addHttpRequestCustomizer(
                        (request, method, endpoint, body, context) -> request.setHeader("Authorization", "Bearer " + token))
                .build();
        return McpClient.sync(transport).requestTimeout(Duration.ofSeconds(30)).progressConsumer(_ -> progress.incrementAndGet()).build();
    }

    private static String text(CallToolResult result) {
        DemonstrationFailed.unless(!Boolean.TRUE.equals(result.isError()), "The tool failed: " + result.content());
        return result.content().getFirst() instanceof TextContent content ? content.text() : String.valueOf(result.content());
    }
}
