using System.Buffers.Binary;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.ReplyOptions;

/// <summary>Option 17: sub-options per enterprise, each enterprise in an option of its own (RFC 9915 section 21.17).</summary>
public static class EnterpriseOptions6
{
    private const uint CableLabs = 4491;
    private const int MaxLength = 4096;
    private const ushort RequestedSubOptions = 1;

    public static void Add(Engine6 engine, Exchange6 exchange, OptionScopes scopes)
    {
        for (int i = 0; i < scopes.Count; i++)
        {
            foreach (var (enterprise, _) in scopes[i].Vendors)
            {
                if (!IsBefore(scopes, i, enterprise))
                {
                    Write(engine, exchange, scopes, enterprise);
                }
            }
        }
    }

    /// <summary>True when a scope before this one has the enterprise too, so that it was written then.</summary>
    private static bool IsBefore(OptionScopes scopes, int index, uint enterprise)
    {
        for (int i = 0; i < index; i++)
        {
            foreach (var (other, _) in scopes[i].Vendors)
            {
                if (other == enterprise)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void Write(Engine6 engine, Exchange6 exchange, OptionScopes scopes, uint enterprise)
    {
        bool isAsked = IsAsked(exchange, scopes, enterprise);
        if (!isAsked && !IsNamed(exchange, enterprise))
        {
            return;
        }

        var list = Requested(exchange, enterprise);
        var to = new OptionWriter6(engine.Reply.Room(MaxLength));
        to.UInt32(enterprise);
        for (int i = 0; i < scopes.Count; i++)
        {
            foreach (var (other, options) in scopes[i].Vendors)
            {
                if (other != enterprise)
                {
                    continue;
                }

                foreach (var option in options)
                {
                    bool isWanted = option.AlwaysSend || isAsked || CodeList6.Has(list, option.Code);
                    if (isWanted && !option.NeverSend && scopes.IsFor(option) && !IsWritten(to.Written, option.Code))
                    {
                        to.Option(option.Code, option.Body);
                    }
                }
            }
        }

        if (to.Length > VendorOptions6.HeaderLength && !to.HasOverflowed)
        {
            engine.Reply.Take(OptionCode6.VendorOpts, to.Length);
        }
    }

    private static bool IsWritten(ReadOnlySpan<byte> body, ushort code) =>
        OptionCursor6.TryFind(body[VendorOptions6.HeaderLength..], code, out _);

    /// <summary>Option 17 is asked for, or always sent, and configured for this enterprise.</summary>
    private static bool IsAsked(Exchange6 exchange, OptionScopes scopes, uint enterprise)
    {
        for (int i = 0; i < scopes.Count; i++)
        {
            if (scopes.Find(i, OptionCode6.VendorOpts) is { Body.Length: >= 4 } option
                && BinaryPrimitives.ReadUInt32BigEndian(option.Body) == enterprise)
            {
                return IsSent(exchange, option);
            }
        }

        return false;
    }

    /// <summary>Does the client say that it is this enterprise's? Without that nothing of it is for the client, always sent or not.</summary>
    private static bool IsNamed(Exchange6 exchange, uint enterprise) =>
        VendorOptions6.TryFind(exchange.Query.Options, OptionCode6.VendorOpts, enterprise, out _)
        || VendorOptions6.TryFind(exchange.Query.Options, OptionCode6.VendorClass, enterprise, out _);

    private static bool IsSent(Exchange6 exchange, ConfiguredOption option) =>
        option.AlwaysSend || exchange.Query.IsRequested(OptionCode6.VendorOpts);

    /// <summary>CableLabs devices list what they want in sub-option 1 of their own option 17.</summary>
    private static ReadOnlySpan<byte> Requested(Exchange6 exchange, uint enterprise) =>
        enterprise == CableLabs
        && VendorOptions6.TryFind(exchange.Query.Options, OptionCode6.VendorOpts, enterprise, out var data)
        && OptionCursor6.TryFind(data, RequestedSubOptions, out var list)
            ? list
            : default;
}
