package io.countersign.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newcomer who started with {@code --data} is not asked for it again. */
class DirectoriesTest {
    @TempDir
    Path project;

    @Test
    void whatIsAskedLaterIsAboutWhatWasStartedLast() {
        assertThat(new Directories(project).of(null)).isEqualTo(project.resolve("deploy/local/data"));

        var elsewhere = new Directories(project).toStart(project.resolve("elsewhere/../mine"));

        assertThat(elsewhere).isEqualTo(project.resolve("mine"));
        assertThat(new Directories(project).of(null)).isEqualTo(elsewhere);
        assertThat(new Directories(project).of(project.resolve("other"))).isEqualTo(project.resolve("other"));
    }

    @Test
    void whatIsStartedWithoutAWordIsTheUsualOne() {
        new Directories(project).toStart(project.resolve("mine"));

        assertThat(new Directories(project).toStart(null)).isEqualTo(project.resolve("deploy/local/data"));
        assertThat(new Directories(project).of(null)).isEqualTo(project.resolve("deploy/local/data"));
    }
}
