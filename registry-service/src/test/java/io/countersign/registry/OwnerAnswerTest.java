package io.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.harness.OwnerAnswerContract;
import io.countersign.testkit.harness.RunningService.Answer;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The registry's word on its keys. */
@Tag("broker")
@ExtendWith(RegistryOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnerAnswerTest extends OwnerAnswerContract {
    private RunningRegistry registry;
    private Acme acme;
    private List<String> open;
    private String closed;
    private String neverBound;

    @BeforeAll
    void oneOfEach(RunningRegistry running) {
        registry = running;
        acme = new Acme(registry);
        var project = acme.project("Asked about");
        var server = acme.server(project, "asked-about");
        var other = acme.server(project, "never-bound");
        var client = acme.client(project, "Asked about");
        assertThat(acme.bind(client, server, "sample:read").status()).isLessThan(300);
        var paused = acme.client(project, "Paused");
        assertThat(registry.post(acme.owner, acme.pathOf(paused) + "/disable", "{\"reasonCode\":\"REVIEW\"}").status()).isEqualTo(204);
        open = List.of("organization:" + acme.id, "project:" + project, "server:" + server.text("/id"), "client:" + client.text("/id"),
                "binding:" + client.text("/id") + ":" + server.text("/id"));
        closed = "client:" + paused.text("/id");
        neverBound = "binding:" + client.text("/id") + ":" + other.text("/id");
    }

    @Override
    protected Answer post(String body) {
        return registry.post(acme.service, "/internal/access", body);
    }

    @Override
    protected List<String> open() {
        return open;
    }

    @Override
    protected String closed() {
        return closed;
    }

    @Override
    protected List<String> unknown() {
        return List.of("organization:org-none", "project:prj-none", "server:srv-none", "client:cli-none", "binding:cli-none:srv-none",
                neverBound, "binding:cli-none", "client:cli:none", "client:");
    }

    @Override
    protected String foreign() {
        return "member:org-1:usr-1";
    }
}
