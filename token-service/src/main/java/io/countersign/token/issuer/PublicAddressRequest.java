package io.countersign.token.issuer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URI;

/** A request as it arrived at the configured public address, whatever {@code Host} it names. */
final class PublicAddressRequest extends HttpServletRequestWrapper {
    private final URI base;

    PublicAddressRequest(HttpServletRequest request, URI base) {
        super(request);
        this.base = base;
    }

    @Override
    public String getScheme() {
        return base.getScheme();
    }

    @Override
    public String getServerName() {
        return base.getHost();
    }

    @Override
    public int getServerPort() {
        var standard = isSecure() ? 443 : 80;
        return base.getPort() >= 0 ? base.getPort() : standard;
    }

    @Override
    public boolean isSecure() {
        return base.getScheme().equals("https");
    }

    @Override
    public StringBuffer getRequestURL() {
        return new StringBuffer(base.toString()).append(getRequestURI());
    }
}
