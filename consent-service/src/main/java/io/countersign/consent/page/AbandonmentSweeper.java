package io.countersign.consent.page;

import io.countersign.consent.decision.AlreadyAnswered;
import io.countersign.consent.decision.ConsentCommand.AbandonRequest;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Commands.Cause;
import io.countersign.web.passport.Actor;
import io.countersign.web.telemetry.CorrelationContext;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Records that nobody decided in time. Whether somebody did is decided on the request's stream, so several replicas may sweep. */
@Component
class AbandonmentSweeper {
    private static final Logger LOG = LoggerFactory.getLogger(AbandonmentSweeper.class);
    private static final Actor ACTOR = new Actor(Actor.Type.SYSTEM, "consent-service");
    /** A form that was on its way when the time was over comes first; replicas' clocks differ. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ShownPages pages;
    private final Commands commands;
    private final Clock clock;

    AbandonmentSweeper(ShownPages pages, Commands commands, Clock clock) {
        this.pages = pages;
        this.commands = commands;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${countersign.consent.sweep:PT30S}", initialDelayString = "${countersign.consent.sweep:PT30S}")
    void sweep() {
        pages.endedBefore(clock.instant().minus(PATIENCE)).forEach(this::abandon);
    }

    private void abandon(ShownPages.Page page) {
        try {
            var parties = page.parties();
            commands.send(new AbandonRequest(parties.consentId(), parties, page.requestId()),
                    new Cause(ACTOR, parties.organizationId(), null,
                            CorrelationContext.current().orElseGet(CorrelationContext::fresh).correlationId(), null));
        } catch (AlreadyAnswered answered) {
            LOG.debug("Request {} was answered", page.requestId());
        } catch (RuntimeException e) {
            LOG.warn("Nobody answered request {}, which could not be recorded; the next sweep tries again", page.requestId(), e);
            return;
        }
        pages.forget(page.requestId());
    }
}
