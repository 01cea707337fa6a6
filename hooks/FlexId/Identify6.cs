using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Hooks.Services;
using Nestor.Model.Logging;
using Nestor.Wire.Dhcp6;

namespace StandardLibraries.FlexId;

/// <summary>What DHCPv6 clients and their IAs are known by.</summary>
internal sealed class Identify6(Parameters parameters, Logger log)
{
    /// <summary>Bytes of a DUID (RFC 9915 section 11.1): a type and 128 more.</summary>
    private const int MaxLength = 130;

    /// <summary>In front of the identifier: a type that no DUID has.</summary>
    private const int PrefixLength = 2;

    private readonly byte[] _value = new byte[LibraryIdentifier.MaxLength];
    private readonly List<byte> _message = [];
    private IExpressions _expressions = null!;

    public void Start(IExpressions expressions) => _expressions = expressions;

    /// <summary>IAIDs first, for the expression may look at them; then the DUID.</summary>
    public void Receive(QueryCall6 call)
    {
        var exchange = call.Exchange;
        if (parameters.IsIgnoringIaid)
        {
            IgnoreIaids(exchange);
        }

        if (!parameters.IsReplacing || parameters.Expression is not { } expression
            || !_expressions.TryEvaluate(expression, exchange, ExpressionSource.Query, out var value) || value.IsEmpty)
        {
            return;
        }

        FlexIdLog.Write(log, FlexIdLog.Evaluated, value);
        if (PrefixLength + value.Length > MaxLength)
        {
            FlexIdLog.Write(log, FlexIdLog.TooLong, value);
            return;
        }

        _value.AsSpan(0, PrefixLength).Clear();
        value.CopyTo(_value.AsSpan(PrefixLength));
        ReplaceDuid(exchange, _value.AsSpan(0, PrefixLength + value.Length));
    }

    /// <summary>What reservations are looked up by.</summary>
    public void Identify(HostIdentifierCall6 call)
    {
        var exchange = call.Exchange;
        if (parameters.IsReplacing && IsReplaced(exchange))
        {
            // An expression about the DUID would see what it was replaced by.
            Take(call, exchange.Duid[PrefixLength..]);
        }
        else if (_expressions.TryEvaluate(parameters.Expression!, exchange, ExpressionSource.Query, out var value) && !value.IsEmpty)
        {
            FlexIdLog.Write(log, FlexIdLog.Evaluated, value);
            Take(call, value);
        }
    }

    /// <summary>The client hears the DUID and the IAIDs that it sent.</summary>
    public void Send(ResponseCall6 call)
    {
        if (call.Next != NextStep.Continue)
        {
            return;
        }

        var exchange = call.Exchange;
        var asItCame = exchange.Chain.MessageAsItCame;
        bool isReplaced = parameters.IsReplacing && IsReplaced(exchange);
        if (isReplaced && !asItCame.HasOption(OptionCode6.ClientId))
        {
            call.Response.Remove(OptionCode6.ClientId);
        }

        Span<byte> iaid = stackalloc byte[sizeof(uint)];
        for (int i = 0; i < call.Response.Count; i++)
        {
            ushort code = call.Response.CodeAt(i);
            if (code == OptionCode6.ClientId && isReplaced && asItCame.TryOption(code, out var duid))
            {
                call.Response.Replace(i, duid);
                FlexIdLog.Write(log, FlexIdLog.RestoredDuid, duid);
            }
            else if (code is OptionCode6.IaNa or OptionCode6.IaPd && parameters.IsIgnoringIaid
                && Count(asItCame, code) == 1 && asItCame.TryOption(code, out var ia) && ia.Length >= iaid.Length)
            {
                ia[..iaid.Length].CopyTo(iaid);
                _message.Clear();
                _message.AddRange(iaid);
                _message.AddRange(call.Response.BodyAt(i)[iaid.Length..]);
                call.Response.Replace(i, CollectionsMarshal.AsSpan(_message));
            }
        }
    }

    private void IgnoreIaids(Exchange6 exchange)
    {
        var query = exchange.Query;
        int na = Count(query, OptionCode6.IaNa);
        int pd = Count(query, OptionCode6.IaPd);
        if (na > 1)
        {
            log.Write(FlexIdLog.SeveralNa, $"the client has {na} IA_NAs");
        }

        if (pd > 1)
        {
            log.Write(FlexIdLog.SeveralPd, $"the client has {pd} IA_PDs");
        }

        if (na != 1 && pd != 1)
        {
            return;
        }

        Start(query);
        var options = query.Options;
        while (options.TryNext(out ushort code, out var body))
        {
            int at = _message.Count + OptionCursor6.HeaderLength;
            Append(code, body);
            if (((code == OptionCode6.IaNa && na == 1) || (code == OptionCode6.IaPd && pd == 1)) && body.Length >= sizeof(uint))
            {
                CollectionsMarshal.AsSpan(_message).Slice(at, sizeof(uint)).Clear();
                log.Write(code == OptionCode6.IaNa ? FlexIdLog.IgnoredNa : FlexIdLog.IgnoredPd, $"IAID {BinaryPrimitives.ReadUInt32BigEndian(body)} is 0 from now on");
            }
        }

        exchange.Chain.SetMessage(CollectionsMarshal.AsSpan(_message));
    }

    private void ReplaceDuid(Exchange6 exchange, ReadOnlySpan<byte> duid)
    {
        var query = exchange.Query;
        Start(query);
        Append(OptionCode6.ClientId, duid);
        var options = query.Options;
        while (options.TryNext(out ushort code, out var body))
        {
            if (code != OptionCode6.ClientId)
            {
                Append(code, body);
            }
        }

        exchange.Chain.SetMessage(CollectionsMarshal.AsSpan(_message));
        FlexIdLog.Write(log, FlexIdLog.UsedAsDuid, duid);
    }

    private static bool IsReplaced(Exchange6 exchange)
    {
        exchange.Chain.MessageAsItCame.TryOption(OptionCode6.ClientId, out var own);
        return exchange.Duid.Length > PrefixLength && exchange.Duid.StartsWith((ReadOnlySpan<byte>)[0, 0]) && !exchange.Duid.SequenceEqual(own);
    }

    private static int Count(Packet6 message, ushort code)
    {
        int count = 0;
        var options = message.Options;
        while (options.TryNext(code, out _))
        {
            count++;
        }

        return count;
    }

    private void Start(Packet6 query)
    {
        _message.Clear();
        _message.AddRange(query.Bytes[..Packet6.HeaderLength]);
    }

    private void Append(ushort code, ReadOnlySpan<byte> body)
    {
        Span<byte> head = stackalloc byte[OptionCursor6.HeaderLength];
        BinaryPrimitives.WriteUInt16BigEndian(head, code);
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)body.Length);
        _message.AddRange(head);
        _message.AddRange(body);
    }

    private void Take(HostIdentifierCall6 call, ReadOnlySpan<byte> value)
    {
        if (value.TryCopyTo(_value))
        {
            call.Value = _value.AsMemory(0, value.Length);
        }
        else
        {
            FlexIdLog.Write(log, FlexIdLog.TooLong, value);
        }
    }
}
