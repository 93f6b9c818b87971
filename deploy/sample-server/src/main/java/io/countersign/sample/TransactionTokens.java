package io.countersign.sample;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.Set;

/** Verifies the transaction tokens by which the gateway tells who called (draft-ietf-oauth-transaction-tokens, section 4). */
final class TransactionTokens {
    private final DefaultJWTProcessor<SecurityContext> processor;

    private TransactionTokens(DefaultJWTProcessor<SecurityContext> processor) {
        this.processor = processor;
    }

    static TransactionTokens of(URI jwks, String issuer, String audience) {
        try {
            var keys = JWKSourceBuilder.create(jwks.toURL()).retrying(true).build();
            var processor = new DefaultJWTProcessor<SecurityContext>();
            processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("txntoken+jwt")));
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
            processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(audience, new JWTClaimsSet.Builder().issuer(issuer).build(),
                    Set.of("sub", "txn", "exp")));
            return new TransactionTokens(processor);
        } catch (MalformedURLException wrong) {
            throw new IllegalArgumentException("--gateway-jwks is not a URL: " + jwks, wrong);
        }
    }

    /** @throws RefusedToken when it is not one, not for us, not from the gateway or out of date */
    JWTClaimsSet verify(String token) {
        try {
            return processor.process(token, null);
        } catch (ParseException | BadJOSEException | JOSEException refused) {
            throw new RefusedToken(refused);
        }
    }

    /** A transaction token that does not hold. */
    static final class RefusedToken extends RuntimeException {
        private static final long serialVersionUID = 1;

        RefusedToken(Exception cause) {
            super("The transaction token was refused: " + cause.getMessage(), cause);
        }
    }
}
