using Nestor.Json;
using Nestor.Model.Classes;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Options;

namespace Nestor.Config.Loading;

/// <inheritdoc/>
internal sealed class ClassReader4(Reading reading, OptionReader options)
    : ClassReader<ClientClass4>(reading, options, Universe.V4)
{
    protected override ClientClass4 Make(Element map, int id, string name)
    {
        var own = Options.ReadDefinitionsOfClass(map["option-def"], MayDefine);
        return new ClientClass4
        {
            Id = id,
            Name = name,
            Options = (own.Count == 0 ? Options : Options.With(own)).Read(map["option-data"]),
            OptionDefs = own,
            NextServer = NextServer(map),
            ServerHostname = Reading.Field(map, "server-hostname", 63) ?? [],
            BootFileName = Reading.Field(map, "boot-file-name", 128) ?? [],
            OfferLifetime = Reading.MaybeUInt32(map, "offer-lifetime"),
        };
    }

    /// <summary>Only what has no meaning of its own may mean something else to each class.</summary>
    private static bool MayDefine(OptionDef def) =>
        def.Space == OptionDefs.Dhcp4Space && def.Code is OptionCode4.VendorEncapsulated or (>= 224 and <= 254);

    private Wire.Values.Ip4? NextServer(Element map)
    {
        var address = Reading.Address(map, "next-server");
        if (address is { IsBroadcast: true })
        {
            Reading.Diagnostics.Error(map["next-server"]!.Place, $"found {address}, wanted a server's address for \"next-server\"");
        }

        return address is { IsZero: true } ? null : address;
    }
}
