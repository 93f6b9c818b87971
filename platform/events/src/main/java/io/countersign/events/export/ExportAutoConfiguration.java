package io.countersign.events.export;

import io.countersign.events.log.EventLogs;
import io.countersign.events.log.EventWriter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Exports of services that have a log, in which they are recorded. */
@AutoConfiguration(afterName = {"io.countersign.events.log.EventLogAutoConfiguration",
        "io.countersign.web.defaults.ClockAutoConfiguration"})
@ConditionalOnClass(HttpServletRequest.class)
@ConditionalOnBean({EventLogs.class, EventWriter.class})
class ExportAutoConfiguration {
    @Bean
    ListExports listExports(EventLogs logs, EventWriter writer, Clock clock) {
        return new ListExports(logs, writer, clock);
    }
}
