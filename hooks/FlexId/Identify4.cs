using Nestor.Hooks.Points;
using Nestor.Hooks.Services;
using Nestor.Model.Logging;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;

namespace StandardLibraries.FlexId;

/// <summary>What DHCPv4 clients are known by.</summary>
internal sealed class Identify4(Parameters parameters, Logger log)
{
    /// <summary>What a client identifier can have: what a lease can hold.</summary>
    private const int MaxLength = 255;

    private readonly byte[] _value = new byte[MaxLength];
    private readonly Packet4 _asItCame = new();
    private IExpressions _expressions = null!;

    /// <summary>In front of the identifier: a type that is nobody's, or that of RFC 4361 section 6.1 with IAID 0.</summary>
    private ReadOnlySpan<byte> Prefix => parameters.IsDuid ? [0xFF, 0, 0, 0, 0] : [0];

    public void Start(IExpressions expressions) => _expressions = expressions;

    /// <summary>The query's client identifier becomes the flexible one.</summary>
    public void Receive(QueryCall4 call)
    {
        var exchange = call.Exchange;
        var prefix = Prefix;
        if (!_expressions.TryEvaluate(parameters.Expression!, exchange, ExpressionSource.Query, out var value) || value.IsEmpty)
        {
            return;
        }

        FlexIdLog.Write(log, FlexIdLog.Evaluated, value);
        if (prefix.Length + value.Length > MaxLength)
        {
            FlexIdLog.Write(log, FlexIdLog.TooLong, value);
            return;
        }

        prefix.CopyTo(_value);
        value.CopyTo(_value.AsSpan(prefix.Length));
        var id = _value.AsSpan(0, prefix.Length + value.Length);
        exchange.Query.TrySetOption(OptionCode4.ClientIdentifier, id);
        FlexIdLog.Write(log, FlexIdLog.UsedAsClientId, id);
    }

    /// <summary>What reservations are looked up by.</summary>
    public void Identify(HostIdentifierCall4 call)
    {
        var exchange = call.Exchange;
        if (parameters.IsReplacing && IsReplaced(call, out var id, out _))
        {
            // An expression about the client identifier would see what it was replaced by.
            Take(call, id[Prefix.Length..]);
        }
        else if (_expressions.TryEvaluate(parameters.Expression!, exchange, ExpressionSource.Query, out var value) && !value.IsEmpty)
        {
            FlexIdLog.Write(log, FlexIdLog.Evaluated, value);
            Take(call, value);
        }
    }

    /// <summary>The client hears the identifier that it sent, whatever echo-client-id says; none when it sent none.</summary>
    public void Send(ResponseCall4 call)
    {
        if (call.Next != NextStep.Continue || !IsReplaced(call, out _, out var own))
        {
            return;
        }

        if (own.IsEmpty)
        {
            call.Response.Remove(OptionCode4.ClientIdentifier);
            return;
        }

        call.Response.Set(OptionCode4.ClientIdentifier, own);
        FlexIdLog.Write(log, FlexIdLog.RestoredClientId, own);
    }

    /// <param name="own">As the client sent it.</param>
    private bool IsReplaced(QueryCall4 call, out ReadOnlySpan<byte> id, out ReadOnlySpan<byte> own)
    {
        var exchange = call.Exchange;
        own = default;
        if (!exchange.Query.TryOption(OptionCode4.ClientIdentifier, out id))
        {
            return false;
        }

        if (_asItCame.Decode(exchange.Arrival.Buffer, exchange.Arrival.Start, exchange.Arrival.Length) == DecodeError.None)
        {
            _asItCame.TryOption(OptionCode4.ClientIdentifier, out own);
        }

        return id.StartsWith(Prefix) && !id.SequenceEqual(own);
    }

    private void Take(HostIdentifierCall4 call, ReadOnlySpan<byte> value)
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
