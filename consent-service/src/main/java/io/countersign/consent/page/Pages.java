package io.countersign.consent.page;

import io.countersign.consent.page.PageRefused.Reason;
import io.countersign.consent.page.Step.Answered;
import io.countersign.consent.page.Step.Ask;
import io.countersign.consent.page.Step.Continue;
import io.countersign.web.telemetry.CorrelationContext;
import io.countersign.token.contract.AuthorizationRequestAnswer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** Which template shows a {@link Step} or a refusal, and what it is given. */
@Component
class Pages {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    ModelAndView of(String org, Step step) {
        return switch (step) {
            case Ask ask -> view("consent", HttpStatus.OK, org, Map.of("shown", ask.shown(), "account", SafeText.of(ask.account()),
                    "version", ask.version(), "changed", ask.changed(), "request", ask.request().id()));
            case Continue answer -> view("continue", HttpStatus.OK, org, answer(org, answer.request(), answer.allowed(), true));
            case Answered answer -> view("continue", HttpStatus.OK, org, answer(org, answer.request(), answer.allowed(), false));
        };
    }

    ModelAndView refused(PageRefused refused, HttpServletRequest request) {
        return message(refused.reason().status(), refused.reason().key(), refused.request(), request);
    }

    ModelAndView failed(Exception failure, HttpServletRequest request) {
        LOG.error("The page of {} failed, correlation {}", request.getRequestURI(),
                CorrelationContext.current().map(CorrelationContext::correlationId).orElse("-"), failure);
        return message(Reason.UNAVAILABLE.status(), Reason.UNAVAILABLE.key(), null, request);
    }

    private static ModelAndView message(HttpStatus status, String key, @Nullable AuthorizationRequestAnswer about,
            HttpServletRequest request) {
        var model = new HashMap<String, Object>();
        model.put("reason", key);
        if (about != null) {
            model.put("shown", ShownRequest.of(about));
        }
        return view("message", status, slug(request), model);
    }

    private static Map<String, Object> answer(String org, AuthorizationRequestAnswer request, boolean allowed, boolean byItself) {
        return Map.of("shown", ShownRequest.of(request), "allowed", allowed, "byItself", byItself, "next", UriComponentsBuilder
                .fromPath("/o/{org}/oauth2/authorize/continue").queryParam("request", "{id}").encode().buildAndExpand(org, request.id())
                .toUriString());
    }

    private static String slug(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? String.valueOf(variables.get("org"))
                : "";
    }

    private static ModelAndView view(String template, HttpStatus status, String org, Map<String, ?> model) {
        var view = new ModelAndView(template, model, status);
        view.addObject("org", org);
        return view;
    }
}
