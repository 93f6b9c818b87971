package io.countersign.events.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.events.log.EventJson;
import io.countersign.events.log.EventLogs;
import io.countersign.events.log.PlatformEvent.ListExported;
import io.countersign.events.log.Recorded;
import io.countersign.events.sample.SampleService;
import io.countersign.web.passport.Passport;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A list as a file (RFC 4180): harmless in a spreadsheet, recorded, and never a part that looks whole. */
class ListExportsTest {
    private static final String LAMPS = "/api/v1/orgs/org-1/lamps/export";
    @TempDir
    static Path keys;
    private static SampleService service;

    @BeforeAll
    static void start() {
        service = new SampleService(keys, List.of(LampFiles.class), Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aFileHasAHeaderAndQuotesWhatNeedsThem() {
        var answer = service.post(LAMPS + "?names=QUOTED", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv;").contains("header=present",
                "charset=UTF-8");
        assertThat(answer.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"lamps.csv\"");
        assertThat(answer.body()).isEqualTo("name,watts,since,tags\r\nplain,-5,2026-11-21T09:00:00Z,a b\r\n"
                + "\"say \"\"on\"\"\",-5,2026-11-21T09:00:00Z,a b\r\n\"two\nlines\",-5,2026-11-21T09:00:00Z,a b\r\n");
    }

    @Test
    void anEmptyListIsAHeader() {
        assertThat(service.post(LAMPS, "").body()).isEqualTo("name,watts,since,tags\r\n");
    }

    /** OWASP, CSV injection: names are the callers' own. */
    @Test
    void whatASpreadsheetWouldTakeForAFormulaIsText() {
        var lines = service.post(LAMPS + "?names=FORMULAS", "").body().lines().skip(1).toList();

        assertThat(lines).extracting(line -> line.substring(0, line.indexOf(",-5"))).containsExactly("'=1+2", "'+cmd", "'-9", "'@sum",
                "'\ttab", "fine=1");
    }

    @Test
    void whatBreaksOffNeverLooksWhole() {
        assertThatThrownBy(() -> service.post(LAMPS + "?fine=5000", "")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void whatFailsBeforeTheFirstRowIsAProblem() {
        var answer = service.post(LAMPS + "?fine=0", "");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    /** What somebody typed may be of a person and stands in no log. */
    @Test
    void whoTookWhatIsRecordedWithIdsTimesAndConstantsOnly() {
        service.post(LAMPS + "?name=mail@people.example&q=USR&id=cli-01J&status=ON,OFF&from=2026-11-21T09:00:00Z", "");

        var exported = exported().getLast();
        assertThat(exported.organization()).isEqualTo("org-1");
        assertThat(exported.actor().id()).isEqualTo("key-1");
        assertThat(((ListExported) exported.event()).list()).isEqualTo("lamps");
        assertThat(((ListExported) exported.event()).filter()).isEqualTo(Map.of("name", "(text)", "q", "(text)", "id", "cli-01J", "status",
                "ON,OFF", "from", "2026-11-21T09:00:00Z"));
    }

    @Test
    void theEventIsWrittenAsApproved() {
        var event = new ListExported("exp-1", "connections", new TreeMap<>(Map.of("status", "ACTIVE")),
                Instant.parse("2026-11-21T09:00:00Z"));
        var approved = "{\"exportId\":\"exp-1\",\"list\":\"connections\",\"filter\":{\"status\":\"ACTIVE\"},"
                + "\"at\":\"2026-11-21T09:00:00.000Z\"}";
        assertThat(EventJson.mapper().writeValueAsString(event)).isEqualTo(approved);
        assertThat(EventJson.mapper().readValue(approved, ListExported.class)).isEqualTo(event);
    }

    private static List<Recorded<?>> exported() {
        var log = service.bean(EventLogs.class).first();
        return log.log().read(0, 10_000).stream().flatMap(commit -> commit.events().stream())
                .<Recorded<?>>map(event -> log.envelopes().read(event.position(), event.bytes()))
                .filter(recorded -> recorded.event() instanceof ListExported).toList();
    }

    /** Lamps of whatever names are asked for. */
    @RestController
    static class LampFiles {
        private static final CsvTable<String> TABLE = new CsvTable<String>().column("name", name -> name).column("watts", _ -> -5)
                .column("since", _ -> Instant.parse("2026-11-21T09:00:00Z")).column("tags", _ -> List.of("a", "b"));
        private static final Map<String, List<String>> NAMES = Map.of("QUOTED", List.of("plain", "say \"on\"", "two\nlines"), "FORMULAS",
                List.of("=1+2", "+cmd", "-9", "@sum", "\ttab", "fine=1"));
        private final ListExports exports;

        LampFiles(ListExports exports) {
            this.exports = exports;
        }

        @PostMapping(LAMPS)
        void export(@AuthenticationPrincipal Passport caller, @RequestParam(required = false) @Nullable String names,
                @RequestParam(required = false) @Nullable String name,
                @RequestParam(required = false) @Nullable Integer fine, @RequestParam(required = false) @Nullable String q,
                @RequestParam(required = false) @Nullable String id, @RequestParam(required = false) @Nullable String status,
                @RequestParam(required = false) @Nullable String from, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            exports.answer("lamps", caller, request, response, TABLE, fine == null
                    ? NAMES.getOrDefault(Objects.requireNonNullElse(names, ""), List.of()).stream()
                    : IntStream.iterate(0, n -> n + 1).mapToObj(n -> failing(n, fine)));
        }

        private static String failing(int n, int fine) {
            if (n >= fine) {
                throw new IllegalStateException("the lamp went out");
            }
            return "lamp-" + n;
        }
    }
}
