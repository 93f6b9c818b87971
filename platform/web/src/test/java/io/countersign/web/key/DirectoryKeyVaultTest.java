package io.countersign.web.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryKeyVaultTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    Path directory;

    @Nested
    class GivenAnEmptyDirectory {
        @Test
        void aMissingKeyIsMadeWhenThatIsAllowedAndEveryoneFindsItsPublicHalf() {
            var key = vault(true).signingKeys("passport-gateway").getFirst();

            assertThat(key.isPrivate()).isTrue();
            assertThat(key.getCurve()).isEqualTo(Curve.P_256);
            assertThat(vault(false).publicKeys("passport-gateway")).containsExactly(key.toPublicJWK());
        }

        @Test
        void aMissingKeyStopsWithTheNameOfTheFileThatIsWanted() {
            assertThatThrownBy(() -> vault(false).signingKeys("passport-gateway")).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("passport-gateway.<kid>.jwk.json");
            assertThatThrownBy(() -> vault(false).secret("refresh")).hasMessageContaining("refresh.<kid>.secret");
            assertThat(vault(false).publicKeys("passport-gateway")).isEmpty();
        }

        @Test
        void privateFilesAreForTheirOwnerOnly() throws IOException {
            var key = vault(true).signingKeys("signing").getFirst();
            vault(true).secret("refresh");

            assertThat(permissions("signing." + key.getKeyID() + ".jwk.json")).isEqualTo("rw-------");
            assertThat(permissions("refresh.20261121T1000Z.secret")).isEqualTo("rw-------");
        }

        @Test
        void manyWhoAskAtOnceGetTheSameKeyAndTheSameSecret() throws Exception {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var asked = threads.invokeAll(IntStream.range(0, 16).mapToObj(
                        i -> (Callable<String>) () -> vault(true).signingKeys("signing").getFirst().getKeyID()
                                + java.util.HexFormat.of().formatHex(vault(true).secret("refresh")))
                        .toList());
                var answers = new HashSet<String>();
                for (var answer : asked) {
                    answers.add(answer.get());
                }
                assertThat(answers).hasSize(1);
            }
        }

        @Test
        void aNameThatCouldLeaveTheDirectoryIsRefused() {
            assertThatThrownBy(() -> vault(true).signingKeys("../other")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class GivenARotation {
        @Test
        void aKeyPublishedAheadOfItsTimeVerifiesButDoesNotSignYet() throws Exception {
            var vault = vault(true);
            var active = vault.signingKeys("signing").getFirst();
            var next = put("signing", NOW.plusSeconds(60));

            assertThat(new DirectoryKeyVault(directory, false, CLOCK).signingKeys("signing").getFirst()).isEqualTo(active);
            assertThat(new DirectoryKeyVault(directory, false, CLOCK).publicKeys("signing")).contains(next.toPublicJWK());
            var later = new DirectoryKeyVault(directory, false, Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC));
            assertThat(later.signingKeys("signing").getFirst()).isEqualTo(next);
        }

        @Test
        void aRunningServiceSeesNewFilesWithoutRestart() throws Exception {
            var vault = vault(true);
            vault.signingKeys("signing");
            var next = put("signing", NOW);

            org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(vault.publicKeys("signing")).contains(next.toPublicJWK()));
        }

        /** K5: the newest writes, all read, and one that is put there ahead of its time waits. */
        @Test
        void theNewestSecretWritesAndAllRead() throws Exception {
            secret("seal.secret", 1);
            secret("seal.20261121T0959Z.secret", 2);
            secret("seal.20261121T1001Z.secret", 3);
            secret("seal-other.k9.secret", 4);

            assertThat(vault(false).secrets("seal")).extracting(Secret::kid).containsExactly("20261121T0959Z", "", "20261121T1001Z");
            assertThat(vault(false).secrets("seal").getFirst().bytes()).startsWith(2);
            var later = new DirectoryKeyVault(directory, false, Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC));
            assertThat(later.secrets("seal").getFirst().bytes()).startsWith(3);
            assertThatThrownBy(() -> vault(false).secret("seal")).hasMessageContaining("stays for life");
        }

        private void secret(String file, int first) throws IOException {
            var bytes = new byte[32];
            bytes[0] = (byte) first;
            Files.writeString(directory.resolve(file), Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }

        @Test
        void keysOfANameThatBeginsAlikeStayApart() throws Exception {
            put("signing-old", NOW);

            assertThat(vault(false).publicKeys("signing")).isEmpty();
        }
    }

    @Test
    void aBrokenFileIsNamedButNotQuoted() throws IOException {
        Files.writeString(directory.resolve("signing.k1.jwk.json"), "{\"d\":\"very-secret\"");

        assertThatThrownBy(() -> vault(false).signingKeys("signing")).hasMessageContaining("signing.k1.jwk.json").hasNoCause()
                .message().doesNotContain("very-secret");
    }

    private DirectoryKeyVault vault(boolean createMissing) {
        return new DirectoryKeyVault(directory, createMissing, CLOCK);
    }

    private ECKey put(String name, Instant notBefore) throws Exception {
        var key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).notBeforeTime(Date.from(notBefore)).generate();
        Files.writeString(directory.resolve(name + "." + key.getKeyID() + ".pub.json"), key.toPublicJWK().toJSONString());
        Files.writeString(directory.resolve(name + "." + key.getKeyID() + ".jwk.json"), key.toJSONString());
        return key;
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file)));
    }
}
