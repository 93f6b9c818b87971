package io.countersign.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A TLS server's key and the certificate that it signed itself, so that nobody trusts it but who was told to.
 *
 * @param context     serves under the certificate, and trusts it and nothing else
 * @param certificate PEM file
 */
public record TlsIdentity(SSLContext context, Path certificate) {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String ALIAS = "tls";

    /**
     * Makes one that is valid for a day or two.
     *
     * @param directory where its files are kept
     * @param names     as subject alternative names, for example {@code dns:localhost}
     */
    public static TlsIdentity in(Path directory, String... names) {
        var file = directory.resolve("tls.p12");
        var tool = List.of(Path.of(Launch.java()).resolveSibling("keytool").toString(), "-genkeypair", "-alias", ALIAS, "-keyalg", "EC",
                "-groupname", "secp256r1", "-dname", "CN=Test", "-ext", "SAN=" + String.join(",", names), "-validity", "2", "-storetype",
                "PKCS12", "-keystore", file.toString(), "-storepass", new String(PASSWORD));
        var log = directory.resolve("keytool.log");
        if (new Launch("keytool", tool, Map.of(), directory, log, () -> false, Duration.ofMinutes(1)).run() != 0) {
            throw new PartFailed("keytool makes no certificate, see " + log + ".");
        }
        try {
            return of(file);
        } catch (IOException | GeneralSecurityException unusable) {
            throw new PartFailed("The certificate in " + file + " cannot be used.", unusable);
        }
    }

    private static TlsIdentity of(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(file.toFile(), PASSWORD);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return new TlsIdentity(context, pem(file.resolveSibling("tls.pem"), store.getCertificate(ALIAS).getEncoded()));
    }

    private static Path pem(Path file, byte[] certificate) throws IOException {
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(certificate);
        return Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n");
    }
}
