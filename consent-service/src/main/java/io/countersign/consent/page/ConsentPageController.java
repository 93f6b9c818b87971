package io.countersign.consent.page;

import io.countersign.consent.page.ConsentForm.Submitted;
import io.countersign.web.passport.Passport;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows what a person is asked, takes the answer once, and sends the browser on. */
@Controller
@RequestMapping("/o/{org}/consent/{requestId}")
class ConsentPageController {
    private final Pages pages;
    private final ConsentFlow flow;
    private final SameOriginForms forms;

    ConsentPageController(Pages pages, ConsentFlow flow, SameOriginForms forms) {
        this.pages = pages;
        this.flow = flow;
        this.forms = forms;
    }

    @GetMapping
    ModelAndView show(@PathVariable String org, @PathVariable String requestId, @AuthenticationPrincipal Passport person, Locale locale) {
        return pages.of(org, flow.shown(requestId, person, locale));
    }

    @PostMapping
    ModelAndView decide(@PathVariable String org, @PathVariable String requestId, @RequestParam MultiValueMap<String, String> fields,
            @RequestHeader HttpHeaders headers, @AuthenticationPrincipal Passport person, Locale locale) {
        forms.require(headers);
        return pages.of(org, flow.take(requestId, Submitted.of(fields), person, locale));
    }

    @ExceptionHandler
    ModelAndView refused(PageRefused refused, HttpServletRequest request) {
        return pages.refused(refused, request);
    }

    /** Whatever else went wrong is a page as well: the person stands in a browser. */
    @ExceptionHandler
    ModelAndView failed(Exception failure, HttpServletRequest request) {
        return pages.failed(failure, request);
    }
}
