using Nestor.Json;
using Nestor.Model.Classes;
using Nestor.Wire.Options;

namespace Nestor.Config.Loading;

/// <inheritdoc/>
internal sealed class ClassReader6(Reading reading, OptionReader options)
    : ClassReader<ClientClass6>(reading, options, Universe.V6)
{
    protected override ClientClass6 Make(Element map, int id, string name) => new()
    {
        Id = id,
        Name = name,
        Options = Options.Read(map["option-data"]),
        PreferredLifetime = Lifetime(map, "preferred-lifetime"),
    };
}
