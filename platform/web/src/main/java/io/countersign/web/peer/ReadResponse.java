package io.countersign.web.peer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/** An answer that has arrived completely. */
record ReadResponse(HttpStatusCode status, String text, HttpHeaders headers, byte[] body) implements ClientHttpResponse {
    static ReadResponse of(ClientHttpResponse response) throws IOException {
        try (response) {
            return new ReadResponse(response.getStatusCode(), response.getStatusText(), response.getHeaders(),
                    response.getBody().readAllBytes());
        }
    }

    @Override
    public HttpStatusCode getStatusCode() {
        return status;
    }

    @Override
    public String getStatusText() {
        return text;
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public InputStream getBody() {
        return new ByteArrayInputStream(body);
    }

    @Override
    public void close() {
        // nothing is held any more
    }
}
