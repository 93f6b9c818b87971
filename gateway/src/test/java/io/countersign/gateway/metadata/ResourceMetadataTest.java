package io.countersign.gateway.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.gateway.metadata.ResourceMetadataController.ResourceMetadata;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ResourceMetadataTest {
    /** RFC 9728 section 3.2. */
    @Test
    void aListWithNothingInItIsLeftOut() {
        var written = JsonMapper.builder().build().valueToTree(
                new ResourceMetadata("https://mcp.example/o/acme/mcp/bare", List.of("https://mcp.example/o/acme"), List.of(),
                        List.of("header"), "Bare"));

        assertThat(written.propertyNames()).containsExactlyInAnyOrder("resource", "authorization_servers", "bearer_methods_supported",
                "resource_name");
    }
}
