package io.countersign.consent.page;

import io.countersign.consent.page.PageRefused.Reason;
import io.countersign.token.contract.AuthorizationRequestAnswer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** What the page's form says. */
final class ConsentForm {
    private ConsentForm() {
    }

    /**
     * @param allow   null where the form names no decision, or several
     * @param ticked  optional scopes
     * @param version hash of what was shown, as the form has it
     */
    record Submitted(@Nullable Boolean allow, Set<String> ticked, String version) {
        static Submitted of(MultiValueMap<String, String> fields) {
            return new Submitted(decision(fields.getOrDefault("decision", List.of())), Set.copyOf(fields.getOrDefault("scope", List.of())),
                    String.join(" ", fields.getOrDefault("version", List.of())));
        }

        private static @Nullable Boolean decision(List<String> said) {
            return said.equals(List.of("allow")) ? Boolean.TRUE : said.equals(List.of("deny")) ? Boolean.FALSE : null;
        }

        /** @throws PageRefused when the form says nothing, or something that was not asked */
        boolean allows(AuthorizationRequestAnswer request) {
            if (allow == null) {
                throw new PageRefused(Reason.NO_DECISION, request);
            }
            if (!ShownRequest.names(request).containsAll(ticked)) {
                throw new PageRefused(Reason.FOREIGN_SCOPE, request);
            }
            return allow;
        }

        /** C13: the required ones, and the optional ones that are ticked. */
        TreeSet<String> granted(AuthorizationRequestAnswer request) {
            return names(request, scope -> scope.required() || ticked.contains(scope.name()));
        }

        TreeSet<String> declined(AuthorizationRequestAnswer request) {
            return names(request, scope -> !scope.required() && !ticked.contains(scope.name()));
        }

        private static TreeSet<String> names(AuthorizationRequestAnswer request, Predicate<AuthorizationRequestAnswer.Scope> which) {
            return request.scopes().stream().filter(which).map(AuthorizationRequestAnswer.Scope::name)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
