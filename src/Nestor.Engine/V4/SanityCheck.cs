using Nestor.Engine.Statistics;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.V4;

/// <summary>What a message of each type must and must not hold (RFC 2131 table 5).</summary>
public static class SanityCheck
{
    public static Verdict Run(Engine4 engine, Exchange4 exchange)
    {
        var query = exchange.Query;
        bool hasServerId = query.HasOption(OptionCode4.ServerIdentifier);
        bool isFine = exchange.MessageType switch
        {
            MessageType4.Discover => !hasServerId,
            MessageType4.Decline => hasServerId && query.HasOption(OptionCode4.RequestedAddress),
            MessageType4.Release => true,
            _ => true,
        };

        // Without hardware address and client identifier there is nobody to give a lease to.
        isFine &= query.Hlen > 0 || exchange.ClientId.Length > 0;
        return isFine ? Verdict.Continue : engine.Drop(exchange, Log.DropRfcViolation, Counter4.RfcViolation);
    }
}
