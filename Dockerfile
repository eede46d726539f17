# docker build -t lossproofs . && docker run --rm -v "$PWD:/work" lossproofs audit derivation.md
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish tools/lossproofs --configuration Release --output /tool -p:UseAppHost=false

FROM mcr.microsoft.com/dotnet/runtime:10.0
COPY --from=build /tool /tool
USER app
WORKDIR /work
ENTRYPOINT ["dotnet", "/tool/lossproofs.dll"]
