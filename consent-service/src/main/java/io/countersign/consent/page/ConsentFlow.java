package io.countersign.consent.page;

import io.countersign.consent.contract.ConsentBasis;
import io.countersign.consent.contract.ConsentOutcome;
import io.countersign.consent.decision.AlreadyAnswered;
import io.countersign.consent.decision.ConsentCommand;
import io.countersign.consent.decision.ConsentCommand.DenyConsent;
import io.countersign.consent.decision.ConsentCommand.GrantConsent;
import io.countersign.consent.decision.ConsentCommand.Shown;
import io.countersign.consent.decision.Consents;
import io.countersign.consent.decision.Consents.Decided;
import io.countersign.consent.directory.People;
import io.countersign.consent.member.Members;
import io.countersign.consent.page.ConsentForm.Submitted;
import io.countersign.consent.page.PageRefused.Reason;
import io.countersign.consent.page.Step.Answered;
import io.countersign.consent.page.Step.Ask;
import io.countersign.consent.page.Step.Continue;
import io.countersign.events.command.Commands;
import io.countersign.web.passport.Passport;
import io.countersign.token.contract.AuthorizationRequestAnswer;
import io.countersign.token.contract.AuthorizationRequestAnswer.State;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * From a request to the next step. A form counts when its request is open, its page showed what stands now, and nobody answered before;
 * of many forms for one request the log takes one.
 */
@Component
class ConsentFlow {
    private final AuthorizationRequests requests;
    private final Consents consents;
    private final Members members;
    private final People people;
    private final Appearances appearances;
    private final ShownPages pages;
    private final TextHash hash;
    private final Commands commands;
    private final Clock clock;

    ConsentFlow(AuthorizationRequests requests, Consents consents, Members members, People people, Appearances appearances,
            ShownPages pages, TextHash hash, Commands commands, Clock clock) {
        this.requests = requests;
        this.consents = consents;
        this.members = members;
        this.people = people;
        this.appearances = appearances;
        this.pages = pages;
        this.hash = hash;
        this.commands = commands;
        this.clock = clock;
    }

    /** @throws PageRefused when there is nothing to decide */
    Step shown(String requestId, Passport person, Locale locale) {
        var request = requests.find(requestId, person);
        requireOpen(request);
        var decided = decided(request);
        if (decided.isPresent()) {
            return new Answered(request, allowed(decided.get()));
        }
        requireAccess(request);
        pages.shown(request.id(), ShownRequest.parties(request), request.expiresAt());
        return ask(request, ShownRequest.of(request, appearances.toShow(request), clock.instant()), locale, false);
    }

    /** @throws PageRefused when the form cannot be taken */
    Step take(String requestId, Submitted form, Passport person, Locale locale) {
        var request = requests.find(requestId, person);
        requireOpen(request);
        var allow = form.allows(request);
        var before = decided(request);
        if (before.isPresent()) {
            return again(request, before.get(), allow);
        }
        var shown = ShownRequest.of(request, appearances.asKnown(request), clock.instant());
        var version = hash.of(shown, locale);
        if (!version.equals(form.version())) {
            return ask(request, shown, locale, true);
        }
        if (allow) {
            requireAccess(request);
        }
        try {
            commands.send(command(request, form, allow, new Shown(version, locale.toLanguageTag())));
            return new Continue(request, allow);
        } catch (AlreadyAnswered lost) {
            return again(request, decided(request).orElseThrow(() -> lost), allow);
        }
    }

    /** A form sent twice goes on as the first did; one that says otherwise gets what was decided. */
    private static Step again(AuthorizationRequestAnswer request, Decided decided, boolean allow) {
        return allowed(decided) == allow ? new Continue(request, allow) : new Answered(request, allowed(decided));
    }

    private ConsentCommand command(AuthorizationRequestAnswer request, Submitted form, boolean allow, Shown shown) {
        var parties = ShownRequest.parties(request);
        var epoch = members.access(parties.organizationId(), parties.userId()).epoch();
        return allow
                ? new GrantConsent(parties.consentId(), parties, request.id(), form.granted(request), form.declined(request),
                        ConsentBasis.EXPLICIT, shown, epoch, request.client().metadataVersion())
                : new DenyConsent(parties.consentId(), parties, request.id(), ShownRequest.names(request), shown);
    }

    private Ask ask(AuthorizationRequestAnswer request, ShownRequest shown, Locale locale, boolean changed) {
        return new Ask(request, shown, people.name(request.subjectId()), hash.of(shown, locale), changed);
    }

    private Optional<Decided> decided(AuthorizationRequestAnswer request) {
        return consents.decided(request.id()).filter(each -> each.consentId().equals(ShownRequest.parties(request).consentId()));
    }

    private static boolean allowed(Decided decided) {
        return decided.outcome() == ConsentOutcome.GRANTED;
    }

    private void requireOpen(AuthorizationRequestAnswer request) {
        if (request.state() == State.DECIDED) {
            throw new PageRefused(Reason.DONE, request);
        }
        if (request.state() == State.EXPIRED || !clock.instant().isBefore(request.expiresAt())) {
            throw new PageRefused(Reason.EXPIRED, request);
        }
    }

    private void requireAccess(AuthorizationRequestAnswer request) {
        if (members.access(request.organizationId(), request.subjectId()).suspended()) {
            throw new PageRefused(Reason.ACCESS_OFF, request);
        }
    }
}
