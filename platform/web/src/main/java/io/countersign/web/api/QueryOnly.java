package io.countersign.web.api;

import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.support.ExtendedServletRequestDataBinder;

/** What the query leaves out is left out: a binder would look for it among the headers as well. */
@RestControllerAdvice
class QueryOnly {
    @InitBinder
    void passOverHeaders(WebDataBinder binder) {
        if (binder instanceof ExtendedServletRequestDataBinder servlet) {
            servlet.setHeaderPredicate(_ -> false);
        }
    }
}
