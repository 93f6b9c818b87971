package io.countersign.token.authorization;

import io.countersign.access.AccessKeys;
import io.countersign.registry.contract.AdmissionQuestion;
import io.countersign.registry.contract.AuthorizationAnswer;
import io.countersign.token.authorization.AuthorizationCompletion.Yes;
import io.countersign.token.authorization.AuthorizationRefused.AtClient;
import io.countersign.token.owner.Registry;
import io.countersign.token.owner.Authorization;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * The first yes to a client that registered itself: the registry records it as a client and binds it to the server, and the keys that begin
 * with that join those the request was made under.
 */
@Component
class Admission {
    private final Registry registry;

    Admission(Registry registry) {
        this.registry = registry;
    }

    /**
     * What is authorized under which epochs; the client is let in where it was not yet.
     *
     * @throws AtClient when it is not let in, or when what began meanwhile was cut already
     */
    SortedMap<String, Long> epochs(AuthorizationRequest request, Callback callback, Authorization.Given given, Yes yes) {
        var epochs = new TreeMap<>(request.epochs());
        var keys = List.of(AccessKeys.client(request.clientId()), AccessKeys.binding(request.clientId(), request.serverId()));
        if (!epochs.keySet().containsAll(keys)) {
            var admitted = given.answer().provisional() ? admitted(request, callback, yes) : given;
            admitted.access().refusal().ifPresent(refusal -> {
                throw new AtClient(callback, "access_denied", "Access was ended meanwhile (" + refusal.reason().code() + ")");
            });
            admitted.access().epochs().forEach((key, epoch) -> {
                if (keys.contains(key) && epochs.putIfAbsent(key, epoch) == null && !neverCut(key, epoch, admitted.answer())) {
                    throw new AtClient(callback, "access_denied", "Access was ended meanwhile; connect again");
                }
            });
        }
        return epochs;
    }

    private Authorization.Given admitted(AuthorizationRequest request, Callback callback, Yes yes) {
        var question = new AdmissionQuestion(request.organizationId(), request.clientId(), request.resource(), request.subjectId(),
                yes.decisionId());
        return switch (registry.admit(question)) {
            case Authorization.Given admitted -> admitted;
            case Authorization.Missing _ -> throw new AtClient(callback, "access_denied",
                    "The client is not admitted here any more, or its registration has run out: register again");
        };
    }

    /** Of a key that was not there when the person was asked, only the first epoch is known not to follow a cut since then. */
    private static boolean neverCut(String key, long epoch, AuthorizationAnswer answer) {
        return key.equals(AccessKeys.client(answer.client().clientId()))
                ? epoch == 0
                : answer.previousBindingSequence() == null && answer.narrowedSequences().isEmpty();
    }
}
