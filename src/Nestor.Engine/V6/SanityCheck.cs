using Nestor.Engine.Statistics;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.V6;

/// <summary>What a message of each type must and must not hold (RFC 9915 sections 16.2 to 16.12).</summary>
public static class SanityCheck
{
    /// <summary>Stands in lease files where a lease has no client: a client cannot be called that.</summary>
    private static ReadOnlySpan<byte> NoClient => [0, 0, 0];

    private enum Need : byte
    {
        Must,
        May,
        MustNot,
    }

    public static Verdict Run(Engine6 engine, Exchange6 exchange)
    {
        var (client, server) = exchange.MessageType switch
        {
            MessageType6.Solicit or MessageType6.Rebind or MessageType6.Confirm or MessageType6.AddrRegInform
                => (Need.Must, Need.MustNot),
            MessageType6.InformationRequest => (Need.May, Need.May),
            _ => (Need.Must, Need.Must),
        };
        return !exchange.Duid.SequenceEqual(NoClient)
            && IsMet(exchange.Query, OptionCode6.ClientId, client, Duid.MinLength)
            && IsMet(exchange.Query, OptionCode6.ServerId, server, 0)
                ? Verdict.Continue
                : engine.Drop(exchange, Log.DropRfcViolation, Counter6.RfcViolation);
    }

    private static bool IsMet(Packet6 query, ushort code, Need need, int shortest)
    {
        int count = 0;
        bool isFine = true;
        var options = query.Options;
        while (options.TryNext(code, out var body))
        {
            count++;
            isFine &= body.Length >= shortest && body.Length <= Duid.MaxLength;
        }

        return isFine && need switch
        {
            Need.Must => count == 1,
            Need.May => count <= 1,
            _ => count == 0,
        };
    }
}
