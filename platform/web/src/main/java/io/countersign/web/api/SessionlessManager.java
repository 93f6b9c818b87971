package io.countersign.web.api;

import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.Session;
import org.apache.catalina.session.ManagerBase;
import org.jspecify.annotations.Nullable;

/**
 * A service keeps nothing about who calls it: whoever asks Tomcat for a session is refused, so that no caller, known or not, can make the
 * memory grow.
 */
final class SessionlessManager extends ManagerBase {
    @Override
    public Session createSession(@Nullable String sessionId) {
        throw new IllegalStateException("No service makes a session");
    }

    @Override
    public void load() {
        // there is nothing to bring back
    }

    @Override
    public void unload() {
        // there is nothing to keep
    }

    @Override
    protected void startInternal() throws LifecycleException {
        super.startInternal();
        setState(LifecycleState.STARTING);
    }

    @Override
    protected void stopInternal() throws LifecycleException {
        setState(LifecycleState.STOPPING);
        super.stopInternal();
    }
}
