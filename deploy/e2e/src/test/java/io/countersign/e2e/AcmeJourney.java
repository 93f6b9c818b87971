package io.countersign.e2e;

import io.countersign.local.LocalPlatform;
import io.countersign.local.demo.Api;
import io.countersign.local.demo.Target;
import java.time.Duration;

/** A journey in the organization that the platform is described by, with its owner's key. */
abstract class AcmeJourney {
    static final Duration BOUND = Duration.ofSeconds(60);
    static final String READ = "sample:read";
    final LocalPlatform platform = Platform.running();
    final Target acme = platform.target();
    final Api owner = new Api(acme, acme.ownerKey());
}
