using Nestor.Hooks.Exchange;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Hooks.Services;
using Nestor.Wire.Cursor;

namespace StandardLibraries.FlexOption;

/// <summary>
/// libdhcp_flex_option: options and sub-options of answers, and of queries, are added, superseded and removed as expressions
/// say.
/// </summary>
public sealed class Library : IHookLibrary
{
    private IReadOnlyList<Rule> _rules = [];
    private RuleRunner _queries = null!;
    private RuleRunner _answers = null!;
    private Packet4 _packet4 = null!;
    private Packet6 _packet6 = null!;

    public void Load(LibrarySetup setup)
    {
        _rules = new RuleReader(setup).Read();
        _queries = new RuleRunner([.. _rules.Where(r => r.IsForQuery)], setup.Log(FlexLog.Logger));
        _answers = new RuleRunner([.. _rules.Where(r => !r.IsForQuery)], setup.Log(FlexLog.Logger));
        if (!_queries.IsEmpty)
        {
            setup.Points4?.Buffer4Receive.Add(setup, Receive);
            setup.Points6?.Buffer6Receive.Add(setup, Receive);
        }

        if (!_answers.IsEmpty)
        {
            setup.Points4?.Pkt4Send.Add(setup, Send);
            setup.Points6?.Pkt6Send.Add(setup, Send);
        }
    }

    public void Start(IHookServer server)
    {
        _packet4 = new Packet4(server.Expressions);
        _packet6 = new Packet6(server.Expressions);
    }

    public void Dispose()
    {
    }

    /// <summary>The query is read here, unless a library before has; one that cannot be read is the server's to tell of.</summary>
    private void Receive(QueryCall4 call)
    {
        var exchange = call.Exchange;
        if (call.Next == NextStep.Drop || (call.Next == NextStep.Continue
            && exchange.Query.Decode(exchange.Arrival.Buffer, exchange.Arrival.Start, exchange.Arrival.Length) != DecodeError.None))
        {
            return;
        }

        call.Next = NextStep.Skip;
        _queries.Run(_packet4.Of(exchange, null));
    }

    private void Receive(QueryCall6 call)
    {
        var exchange = call.Exchange;
        if (call.Next == NextStep.Drop || (call.Next == NextStep.Continue
            && exchange.Chain.Decode(exchange.Arrival.Buffer, exchange.Arrival.Start, exchange.Arrival.Length) != DecodeError.None))
        {
            return;
        }

        call.Next = NextStep.Skip;
        _queries.Run(_packet6.Of(exchange, null));
    }

    private void Send(ResponseCall4 call)
    {
        if (call.Next == NextStep.Continue)
        {
            _answers.Run(_packet4.Of(call.Exchange, call.Response));
        }
    }

    private void Send(ResponseCall6 call)
    {
        if (call.Next == NextStep.Continue)
        {
            _answers.Run(_packet6.Of(call.Exchange, call.Response));
        }
    }
}
