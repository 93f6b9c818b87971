package io.countersign.token.failedauthentication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.registry.contract.ClientAnswer;
import io.countersign.token.failedauthentication.FindingCommand.DetectRepeatedFailures;
import io.countersign.token.OnBehalf;
import io.countersign.events.command.Commands;
import io.countersign.web.limit.RateLimits;
import io.countersign.web.limit.AddressPrefix;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Wrong credentials in a client's name. Whoever sends them is slowed, by the client they name and the address they come from, so that nobody
 * else is; unknown clients look the same from outside, and can neither push known ones out of what is kept nor leave anything in the log.
 */
@Component
public class FailedAuthentications {
    private static final Logger LOG = LoggerFactory.getLogger(FailedAuthentications.class);
    private static final String METRIC = "countersign.client.authentication.refused";
    private static final int MOST = 10_000;

    private final RateLimits known;
    private final RateLimits unknown;
    private final Cache<Day, AtomicLong> days = Caffeine.newBuilder().expireAfterAccess(Duration.ofDays(1)).maximumSize(MOST).build();
    private final FailedAuthenticationProperties settings;
    private final Commands commands;
    private final Clock clock;
    private final Counter wrong;
    private final Counter unknownClient;
    private final Counter slowed;

    FailedAuthentications(FailedAuthenticationProperties settings, Commands commands, MeterRegistry meters, Clock clock) {
        this.known = new RateLimits(MOST, settings.atOnce(), settings.perMinute(), clock);
        this.unknown = new RateLimits(MOST, settings.atOnce(), settings.perMinute(), clock);
        this.settings = settings;
        this.commands = commands;
        this.clock = clock;
        this.wrong = counter(meters, "wrong");
        this.unknownClient = counter(meters, "unknown");
        this.slowed = counter(meters, "slowed");
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder(METRIC).description("Requests of clients that were refused because they did not prove who they are")
                .tag("outcome", outcome).register(meters);
    }

    /** How long whoever presents something in that name from that address has to wait before it is looked at. */
    public Optional<Duration> ahead(Claimed claimed) {
        var wait = known.ahead(claimed.key()).or(() -> unknown.ahead(claimed.key()));
        wait.ifPresent(_ -> slowed.increment());
        return wait;
    }

    /** @param client whose name it was; empty where it is nobody's */
    public void failed(Claimed claimed, Optional<ClientAnswer> client) {
        (client.isPresent() ? known : unknown).take(claimed.key());
        (client.isPresent() ? wrong : unknownClient).increment();
        client.ifPresent(this::count);
    }

    private void count(ClientAnswer client) {
        var today = new Day(client.clientId(), clock.instant().truncatedTo(ChronoUnit.DAYS));
        var failures = days.get(today, _ -> new AtomicLong());
        if (failures.incrementAndGet() == settings.finding()) {
            detect(today, failures, client.organizationId());
        }
    }

    /** A log that cannot be written now is tried again with the next failure; the refusal does not wait for it. */
    private void detect(Day day, AtomicLong failures, String organizationId) {
        try {
            commands.send(new DetectRepeatedFailures(FindingId.of(day.clientId, day.begin), day.clientId, day.begin, settings.finding()),
                    OnBehalf.system(organizationId));
        } catch (RuntimeException notNow) {
            LOG.warn("Repeated authentication failures of {} could not be recorded yet", day.clientId, notNow);
            failures.decrementAndGet();
        }
    }

    /**
     * A name, and where it was said.
     *
     * @param address of whoever sent the request
     */
    public record Claimed(String organizationId, String clientId, String address) {
        private static final int LONGEST = 256;

        private String key() {
            return organizationId + ' ' + AddressPrefix.of(address) + ' ' + clientId.substring(0, Math.min(LONGEST, clientId.length()));
        }
    }

    private record Day(String clientId, Instant begin) {
    }
}
