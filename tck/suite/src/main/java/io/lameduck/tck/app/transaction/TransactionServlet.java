package io.lameduck.tck.app.transaction;

import jakarta.annotation.Resource;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.io.IOException;

/** Commits a transaction with a timeout, which some servers refuse to begin once they stop. */
@WebServlet("/transaction")
public class TransactionServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("NullAway.Init") // By the container.
  @Resource
  private transient UserTransaction transaction;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    try {
      transaction.setTransactionTimeout(10);
      transaction.begin();
      transaction.commit();
    } catch (NotSupportedException
        | SystemException
        | RollbackException
        | HeuristicMixedException
        | HeuristicRollbackException e) {
      throw new ServletException(e);
    }
    response.getWriter().print("committed");
  }
}
