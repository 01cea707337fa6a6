using Nestor.Engine.Selection;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Engine.V4;

/// <inheritdoc/>
public sealed class SubnetIndex4(Dhcp4Settings settings) : SubnetIndex<Ip4, Subnet4>(settings.Subnets);
