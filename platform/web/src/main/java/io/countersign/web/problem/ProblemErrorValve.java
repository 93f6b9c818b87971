package io.countersign.web.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Tomcat refuses before any servlet sees it, an undecodable path for example, is a problem too, not a page. */
public final class ProblemErrorValve extends ErrorReportValve {
    private static final Logger log = LoggerFactory.getLogger(ProblemErrorValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < Response.SC_BAD_REQUEST || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            var bytes = ProblemJson.bytes(ProblemJson.of(response.getStatus()));
            response.setContentType(ProblemJson.TYPE.toString());
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            log.debug("Nobody took the answer {}", response.getStatus(), gone);
        }
    }
}
