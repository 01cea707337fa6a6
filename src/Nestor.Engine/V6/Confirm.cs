using Nestor.Engine.Allocation;
using Nestor.Engine.Statistics;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.V6;

/// <summary>CONFIRM: are the client's addresses right for the link it is on now (RFC 9915 section 18.3.3)?</summary>
internal static class Confirm
{
    public static Verdict Run(Engine6 engine, Exchange6 exchange)
    {
        bool hasAny = false;
        bool isOnLink = true;
        var options = exchange.Query.Options;
        while (options.TryNext(OptionCode6.IaNa, out var body))
        {
            if (!Ia6.TryRead(OptionCode6.IaNa, body, out var ia))
            {
                continue;
            }

            var inner = ia.Options;
            while (inner.TryNext(OptionCode6.IaAddr, out var addressBody))
            {
                if (IaAddress6.TryRead(addressBody, out var address))
                {
                    hasAny = true;
                    isOnLink &= IsOnLink(exchange, address.Address);
                }
            }
        }

        if (!hasAny)
        {
            return engine.Drop(exchange, Log.DropUnanswerable, Counter6.RfcViolation);
        }

        Status(engine, isOnLink);
        return Verdict.Continue;
    }

    private static bool IsOnLink(Exchange6 exchange, Ip6 address)
    {
        if (exchange.SelectedSubnet is not { } selected)
        {
            return false;
        }

        foreach (var subnet in Siblings.Of(selected, exchange.Classes))
        {
            if (subnet.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private static void Status(Engine6 engine, bool isOnLink) => TopStatus.Add(
        engine,
        isOnLink ? StatusCode6.Success : StatusCode6.NotOnLink,
        isOnLink ? "all addresses fit this link"u8 : "an address does not fit this link"u8);
}
