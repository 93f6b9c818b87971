package io.countersign.web.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.HostileStrings;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** R-C7: whatever is logged, a line of the log is a line of ours, and it does nothing to whoever reads it. */
@ExtendWith(OutputCaptureExtension.class)
class LogLinesTest {
    private static final Pattern BEGINS = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ +[A-Z]+ \\d+ --- \\[.*");
    private static final Pattern CONTINUES = Pattern.compile("  \\| .*|\\t.*|Caused by: .*|Wrapped by: .*|[\\w.$]+Exception: .*|");
    private static final Pattern DOES_SOMETHING = Pattern
            .compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069&&[^\\t]]");
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        var application = new SpringApplication(LogLinesTest.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        service = application.run("--spring.main.keep-alive=false");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whatSomebodySentIsPartOfTheLineThatTellsOfIt(CapturedOutput output) {
        var before = output.getOut().length();
        Logger log = LoggerFactory.getLogger("log-lines");
        HostileStrings.all().forEach(hostile -> {
            log.info("Refused: {}", hostile);
            log.warn(hostile);
            log.error("Failed: {}", hostile, new IllegalStateException(hostile, new IllegalArgumentException(hostile)));
        });

        var told = output.getOut().substring(before);
        var begun = 0;
        for (var line : told.split("\n", -1)) {
            assertThat(DOES_SOMETHING.matcher(line).find()).as(line).isFalse();
            assertThat(line).matches(BEGINS.pattern() + "|" + CONTINUES.pattern());
            begun += BEGINS.matcher(line).matches() ? 1 : 0;
        }
        assertThat(begun).isEqualTo((int) HostileStrings.all().count() * 3);
        assertThat(told).contains("\tat io.countersign.web.defaults.LogLinesTest", "Caused by: ", "=cmd|' /C calc'!A0");
    }
}
