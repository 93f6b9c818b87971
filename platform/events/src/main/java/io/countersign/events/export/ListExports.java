package io.countersign.events.export;

import com.github.f4b6a3.ulid.UlidCreator;
import io.countersign.events.log.EventLogs;
import io.countersign.events.log.EventWriter;
import io.countersign.events.log.PlatformEvent.ListExported;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Answers with a whole list as a file, however long, holding a page of it at a time; each replica makes four at once and refuses more. Who
 * took it is recorded before the first row leaves; a file that ends before its end is no complete answer (its transfer breaks off).
 */
public final class ListExports {
    /** What such a file is (RFC 4180). */
    public static final String TYPE = "text/csv";
    private static final int AT_ONCE = 4;
    /** Constants, times, ids: what may stand in a log for ever. Whatever else was asked for may be of a person. */
    private static final Pattern RECORDED = Pattern.compile("[A-Z][A-Z_,]{0,255}|true|false|\\d{4}-[0-9T:.Z-]{1,40}"
            + "|[a-z]{3}-[0-9A-Za-z_-]{1,64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String UNRECORDED = "(text)";
    private final EventLogs logs;
    private final EventWriter writer;
    private final Clock clock;
    private final Semaphore running = new Semaphore(AT_ONCE);

    ListExports(EventLogs logs, EventWriter writer, Clock clock) {
        this.logs = logs;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * Writes the answer.
     *
     * @param list what it is a list of, as the file is called
     * @param rows in the order of the list; begun before the answer is, so that a refusal is an answer too
     */
    public <T> void answer(String list, Passport caller, HttpServletRequest request, HttpServletResponse response, CsvTable<T> table,
            Stream<T> rows) throws IOException {
        if (!running.tryAcquire()) {
            throw new Busy();
        }
        try (rows) {
            var each = rows.iterator();
            var _ = each.hasNext();
            record(list, caller, request);
            response.setContentType(TYPE + ";charset=UTF-8;header=present");
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + list + ".csv\"");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            table.write(each, response.getOutputStream());
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        } catch (RuntimeException failed) {
            throw response.isCommitted() ? new IllegalStateException("An export breaks off", failed) : failed;
        } finally {
            running.release();
        }
    }

    private void record(String list, Passport caller, HttpServletRequest request) {
        var now = clock.instant();
        var id = "exp-" + UlidCreator.getMonotonicUlid(now.toEpochMilli());
        writer.append(logs.first().name(), id, 0, new ListExported(id, list, filter(request), now), caller.organization(), caller.actor());
    }

    private static SortedMap<String, String> filter(HttpServletRequest request) {
        var filter = new TreeMap<String, String>();
        request.getParameterMap().forEach((name, values) -> {
            var value = String.join(",", values);
            filter.put(name, !name.equals("q") && RECORDED.matcher(value).matches() ? value : UNRECORDED);
        });
        return filter;
    }

    private static final class Busy extends Problem {
        Busy() {
            super(HttpStatus.SERVICE_UNAVAILABLE, "busy", "Other exports are being written; try again.");
        }

        @Override
        public HttpHeaders headers() {
            var headers = new HttpHeaders();
            headers.set(HttpHeaders.RETRY_AFTER, "10");
            return headers;
        }
    }
}
