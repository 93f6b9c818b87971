package io.countersign.token.issuance;

import io.countersign.hash.Sha256;

/**
 * The id of a machine client's connection follows from client, server and binding, so that all first tokens mean the same one, and a new
 * binding means a new one.
 */
final class MachineConnectionId {
    private static final char[] BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int LENGTH = 26;

    private MachineConnectionId() {
    }

    static String of(String clientId, String serverId, long bindingSequence) {
        var hash = Sha256.bytes(clientId + "|" + serverId + "|" + bindingSequence);
        var id = new StringBuilder("con-");
        var bits = 0;
        var held = 0;
        for (var at = 0; id.length() < LENGTH + 4; at++) {
            bits = ((bits << 8) | (hash[at] & 0xff)) & 0xffff;
            held += 8;
            while (held >= 5 && id.length() < LENGTH + 4) {
                held -= 5;
                id.append(BASE32[(bits >> held) & 31]);
            }
        }
        return id.toString();
    }
}
