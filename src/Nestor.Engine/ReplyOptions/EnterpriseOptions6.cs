using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.ReplyOptions;

/// <summary>
/// Option 17, one for each enterprise (RFC 9915 section 21.17): of those that a configured option 17 names, where the
/// client asks for the option or it is always sent, and of those that the client names itself and has options for. In it
/// are the options that are always sent, and those that a CableLabs device asks for.
/// </summary>
public static class EnterpriseOptions6
{
    private const uint CableLabs = 4491;
    private const int MaxLength = 4096;
    private const ushort RequestedSubOptions = 1;

    public static void Add(Engine6 engine, Exchange6 exchange, OptionScopes scopes)
    {
        bool isSent = (exchange.Query.IsRequested(OptionCode6.VendorOpts) || scopes.Forces(OptionCode6.VendorOpts))
            && !scopes.Forces(OptionCode6.VendorOpts, never: true);
        for (int i = 0; i < scopes.Count && isSent; i++)
        {
            foreach (var option in scopes[i].Of(OptionCode6.VendorOpts))
            {
                if (scopes.IsFor(option) && VendorOptions6.TryRead(option.Body, out uint enterprise, out var own) && !IsThere(engine, enterprise))
                {
                    Write(engine, exchange, scopes, enterprise, own, isConfigured: true);
                }
            }
        }

        for (int i = 0; i < scopes.Count; i++)
        {
            foreach (var (enterprise, _) in scopes[i].Vendors)
            {
                if (IsNamed(exchange, enterprise) && !IsThere(engine, enterprise))
                {
                    Write(engine, exchange, scopes, enterprise, default, isConfigured: false);
                }
            }
        }
    }

    /// <summary>True when a nearer scope has the enterprise too, so that it was written then.</summary>
    private static bool IsThere(Engine6 engine, uint enterprise)
    {
        for (int i = 0; engine.Reply.TryFind(OptionCode6.VendorOpts, i, out var body); i++)
        {
            if (VendorOptions6.TryRead(body, out uint other, out _) && other == enterprise)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the option has of its own comes first.</summary>
    /// <param name="isConfigured">The option is sent though it has nothing in it.</param>
    private static void Write(
        Engine6 engine, Exchange6 exchange, OptionScopes scopes, uint enterprise, ReadOnlySpan<byte> own, bool isConfigured)
    {
        var list = Requested(exchange, enterprise);
        var to = new OptionWriter6(engine.Reply.Room(MaxLength));
        to.UInt32(enterprise);
        to.Bytes(own);
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
                    bool isWanted = option.AlwaysSend || CodeList6.Has(list, option.Code);
                    if (isWanted && !option.NeverSend && scopes.IsFor(option) && !IsWritten(to.Written, option.Code))
                    {
                        to.Option(option.Code, option.Body);
                    }
                }
            }
        }

        if ((isConfigured || to.Length > VendorOptions6.HeaderLength) && !to.HasOverflowed)
        {
            engine.Reply.Take(OptionCode6.VendorOpts, to.Length);
        }
    }

    private static bool IsWritten(ReadOnlySpan<byte> body, ushort code) =>
        OptionCursor6.TryFind(body[VendorOptions6.HeaderLength..], code, out _);

    /// <summary>Does the client say that it is this enterprise's? Without that nothing of it is for the client, always sent or not.</summary>
    private static bool IsNamed(Exchange6 exchange, uint enterprise) =>
        VendorOptions6.TryFind(exchange.Query.Options, OptionCode6.VendorOpts, enterprise, out _)
        || VendorOptions6.TryFind(exchange.Query.Options, OptionCode6.VendorClass, enterprise, out _);

    /// <summary>CableLabs devices list what they want in sub-option 1 of their own option 17.</summary>
    private static ReadOnlySpan<byte> Requested(Exchange6 exchange, uint enterprise) =>
        enterprise == CableLabs
        && VendorOptions6.TryFind(exchange.Query.Options, OptionCode6.VendorOpts, enterprise, out var data)
        && OptionCursor6.TryFind(data, RequestedSubOptions, out var list)
            ? list
            : default;
}
