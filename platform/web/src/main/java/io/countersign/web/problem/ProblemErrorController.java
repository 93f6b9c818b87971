package io.countersign.web.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What the container would answer with a page, for failures before and outside the controllers. */
@Controller
class ProblemErrorController implements ErrorController {
    @RequestMapping("${spring.web.error.path:${server.error.path:/error}}")
    ResponseEntity<byte[]> error(HttpServletRequest request) {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? code
                : HttpStatus.NOT_FOUND.value();
        return ProblemJson.answer(status == HttpStatus.INTERNAL_SERVER_ERROR.value()
                ? ProblemAdvice.internalError()
                : ProblemJson.of(status), new HttpHeaders());
    }
}
