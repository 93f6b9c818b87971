package io.countersign.token.overview;

import io.countersign.events.criteria.Criteria;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.naming.NameLookup;
import io.countersign.token.naming.ClientName;
import io.countersign.token.naming.Names;
import io.countersign.token.directory.People;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds connections by a part of what they, their clients, servers and people are called (EL-07, EL-37): texts become ids first. */
@Component
class TextSearch {
    private static final String CLIENT = "parties.clientId";
    private static final String ID_PREFIX = "con-";
    private final Names names;
    private final People people;

    TextSearch(Names names, People people) {
        this.names = names;
        this.people = people;
    }

    Criteria criteria(String organizationId, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return Criteria.everything();
        }
        var part = text.strip().toLowerCase(Locale.ROOT);
        var clients = names.clients(organizationId);
        var any = new ArrayList<Criteria>(List.of(
                Criteria.in(CLIENT, clients.ids((id, name) -> id.toLowerCase(Locale.ROOT).contains(part) || name.mentions(part))),
                Criteria.in("parties.serverId", names.servers(organizationId).ids((_, name) -> name.mentions(part))),
                Criteria.and(Criteria.equal("parties.subjectType", SubjectType.MEMBER.name()),
                        Criteria.in("parties.subjectId", people.of(organizationId).mentioning(part))),
                Criteria.in(ConnectionIndex.PAIR, ConnectionName.pairsWith(part)),
                begins(part.startsWith(ID_PREFIX) ? part : ID_PREFIX + part)));
        ConnectionName.seams(part).forEach(seam -> any.add(across(clients, seam)));
        return new Criteria.Or(any);
    }

    /** The end of a client's name, the number sign and the beginning of a pair. */
    private static Criteria across(NameLookup<ClientName> clients, ConnectionName.Seam seam) {
        return Criteria.and(
                Criteria.in(CLIENT, clients.ids((_, client) -> client.name().toLowerCase(Locale.ROOT).endsWith(seam.before()))),
                Criteria.in(ConnectionIndex.PAIR, seam.pairs()));
    }

    private static Criteria begins(String prefix) {
        return new Criteria.Range<>(ConnectionIndex.SMALL_ID, String.class, prefix, prefix + Character.MAX_VALUE);
    }
}
