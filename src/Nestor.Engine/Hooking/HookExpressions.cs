using Nestor.Engine.Classification.Expressions;
using Nestor.Engine.ReplyOptions;
using Nestor.Engine.V4;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Services;
using Nestor.Model.Classes;
using Nestor.Model.Expressions;
using Nestor.Model.Logging;

namespace Nestor.Engine.Hooking;

/// <summary>Expressions of hook libraries, evaluated beside those of classes. One of the two engines is there.</summary>
public sealed class HookExpressions : IExpressions
{
    private static readonly LogId FailedId = LogId.Error("DHCPSRV_EVAL_ERROR");

    private readonly Evaluator _evaluator = new();
    private readonly Membership _classes = new();
    private readonly QueryFields4 _query4 = new();
    private readonly QueryFields6 _query6 = new();
    private readonly ResponseFields4? _response4;
    private readonly ResponseFields6? _response6;
    private readonly Engine4? _engine4;
    private readonly Logger _log;

    public HookExpressions(Engine4 engine)
    {
        _engine4 = engine;
        _response4 = new(engine.Reply, _query4);
        _log = engine.Loggers.Hooks;
    }

    public HookExpressions(Engine6 engine)
    {
        _response6 = new(engine.Reply, _query6);
        _log = engine.Loggers.Hooks;
    }

    public bool TryEvaluate(Expression expression, Exchange4 exchange, ExpressionSource source, out ReadOnlySpan<byte> value) =>
        TryEvaluate(expression, Fields(exchange, source), out value);

    public bool TryEvaluate(Expression expression, Exchange6 exchange, ExpressionSource source, out ReadOnlySpan<byte> value) =>
        TryEvaluate(expression, Fields(exchange, source), out value);

    public bool Test(Expression expression, Exchange4 exchange, ExpressionSource source) => Test(expression, Fields(exchange, source));

    public bool Test(Expression expression, Exchange6 exchange, ExpressionSource source) => Test(expression, Fields(exchange, source));

    private bool TryEvaluate(Expression expression, IQueryFields fields, out ReadOnlySpan<byte> value) =>
        IsOk(_evaluator.Evaluate(expression, fields, out value), expression);

    private bool Test(Expression expression, IQueryFields fields) =>
        IsOk(_evaluator.Test(expression, fields, out bool value), expression) && value;

    private bool IsOk(EvaluationResult result, Expression expression)
    {
        if (!result.IsOk)
        {
            _log.Write(FailedId, $"expression \"{expression.Text}\" of a hook library has no value: {result.Error!}");
        }

        return result.IsOk;
    }

    private IQueryFields Fields(Exchange4 exchange, ExpressionSource source)
    {
        _classes.Set = exchange.Classes;
        _query4.ReadLate(exchange, _classes);
        if (source == ExpressionSource.Query)
        {
            return _query4;
        }

        // The answer's options are filled in when it is written, which comes after most hook points: here they are too.
        if (!_engine4!.Response.IsAsked)
        {
            ReplyOptions4.Fill(_engine4, exchange);
        }

        _response4!.Read(exchange);
        return _response4;
    }

    private IQueryFields Fields(Exchange6 exchange, ExpressionSource source)
    {
        _classes.Set = exchange.Classes;
        _query6.Read(exchange, _classes);
        if (source == ExpressionSource.Query)
        {
            return _query6;
        }

        _response6!.Read(exchange);
        return _response6;
    }

    private sealed class Membership : IClassMembership
    {
        public ClassSet Set { get; set; } = new();

        public bool IsMember(int classId) => Set.Contains(classId);
    }
}
