package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** That there is nothing to install from is no failure; that the project is broken is no reason to skip anything. */
class NodeProjectIT {
    private static final String NEEDS = "{\"name\":\"needs\",\"version\":\"1.0.0\",\"dependencies\":{\"left\":\"1.0.0\"}}";
    private static final String LOCKED = """
            {"name":"needs","version":"1.0.0","lockfileVersion":3,"packages":{"":{"name":"needs","version":"1.0.0","dependencies":\
            {"left":"1.0.0"}},"node_modules/left":{"version":"1.0.0","integrity":"sha512-AAAA"}}}""";
    @TempDir
    private Path folder;
    private NodeProject project;

    @BeforeEach
    void withoutARegistry() throws IOException {
        project = new NodeProject(Files.createDirectories(folder.resolve("needs")), folder.resolve("installed"),
                Map.of("npm_config_registry", "http://127.0.0.1:1/", "npm_config_fetch_retries", "0"));
        Files.writeString(project.sources().resolve("package.json"), NEEDS);
    }

    @Test
    void aRegistryThatIsNotReachedSkipsWithAWord() throws IOException {
        lock(LOCKED);
        assertThatThrownBy(project::install).isInstanceOf(TestAbortedException.class).hasMessageContaining("needs is not run");
    }

    @Test
    void aPackageFileThatIsBrokenFails() throws IOException {
        Files.writeString(project.sources().resolve("package.json"), "{");
        lock(LOCKED);
        assertThatThrownBy(project::install).isInstanceOf(AssertionError.class).hasMessageContaining("npm does not install needs");
    }

    @Test
    void whatIsInstalledAlreadyIsNotInstalledAgain() throws IOException {
        Files.writeString(project.sources().resolve("package.json"), "{\"name\":\"needs\",\"version\":\"1.0.0\"}");
        lock("{\"name\":\"needs\",\"version\":\"1.0.0\",\"lockfileVersion\":3,\"packages\":{\"\":{\"name\":\"needs\",\"version\":\"1.0.0\"}}}");
        project.install();
        var sign = Files.createDirectories(project.installed().resolve("node_modules")).resolve("sign");
        Files.writeString(project.installed().resolve("node_modules/.package-lock.json"), "{}");
        Files.writeString(sign, "here");

        project.install();

        assertThat(sign).exists();
    }

    private void lock(String content) throws IOException {
        Files.writeString(project.sources().resolve("package-lock.json"), content);
    }
}
